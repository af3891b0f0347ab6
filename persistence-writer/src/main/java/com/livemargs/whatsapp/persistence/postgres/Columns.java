package com.livemargs.whatsapp.persistence.postgres;

import io.r2dbc.spi.Statement;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of one kind as one array per column: what {@code unnest} takes, in one round trip. */
final class Columns<T> {

  private final List<Column<T>> columns = new ArrayList<>();

  private record Column<T>(
      String name, String type, Class<?> element, Function<T, @Nullable Object> value) {}

  Columns<T> text(String name, Function<T, @Nullable String> value) {
    return add(name, "text", String.class, value::apply);
  }

  Columns<T> uuid(String name, Function<T, @Nullable UUID> value) {
    return add(name, "uuid", UUID.class, value::apply);
  }

  Columns<T> time(String name, Function<T, @Nullable Instant> value) {
    return add(name, "timestamptz", OffsetDateTime.class, row -> atUtc(value.apply(row)));
  }

  Columns<T> number(String name, Function<T, @Nullable Long> value) {
    return add(name, "bigint", Long.class, value::apply);
  }

  Columns<T> integer(String name, Function<T, @Nullable Integer> value) {
    return add(name, "integer", Integer.class, value::apply);
  }

  private Columns<T> add(
      String name, String type, Class<?> element, Function<T, @Nullable Object> value) {
    columns.add(new Column<>(name, type, element, value));
    return this;
  }

  private static @Nullable OffsetDateTime atUtc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  /** The names, comma-separated. */
  String names() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** {@code unnest($1::uuid[], …) as i(message_id, …)}. */
  String rows() {
    List<String> arrays = new ArrayList<>();
    for (Column<T> column : columns) {
      arrays.add("$" + (arrays.size() + 1) + "::" + column.type() + "[]");
    }
    return "unnest(" + String.join(", ", arrays) + ") as i(" + names() + ")";
  }

  /** The placeholder of a value that follows the arrays, from 1 on. */
  String after(int position) {
    return "$" + (columns.size() + position);
  }

  /** Binds one array per column, and what follows them. */
  void bind(Statement statement, List<T> rows, Object... rest) {
    int index = 0;
    for (Column<T> column : columns) {
      statement.bind(index++, array(column, rows));
    }
    for (Object value : rest) {
      statement.bind(index++, value instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : value);
    }
  }

  private Object array(Column<T> column, List<T> rows) {
    Object array = Array.newInstance(column.element(), rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Array.set(array, i, column.value().apply(rows.get(i)));
    }
    return array;
  }
}
