-- Version 0.1.0 kept names of any length, of which the index of V5 takes none of much more than 2,600 bytes.
do $$ begin
  if to_regclass('media_references') is not null and to_regclass('media_references_names') is null then
    update media_references
      set file_name = left(file_name, 245) || coalesce(substring(file_name from '\.[^.]{0,9}$'), '')
      where length(file_name) > 255;
  end if;
end $$;
