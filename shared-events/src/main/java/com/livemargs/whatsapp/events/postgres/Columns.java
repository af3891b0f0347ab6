package com.livemargs.whatsapp.events.postgres;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one kind as one array per column: what {@code unnest} takes, in one round trip.
 *
 * @param <T> a row
 */
public final class Columns<T> {

  private final List<Column<T>> columns = new ArrayList<>();
  private final List<String> times = new ArrayList<>();

  private record Column<T>(
      String name, String type, Class<?> element, Function<T, @Nullable Object> value) {}

  /** A column of texts. */
  public Columns<T> text(String name, Function<T, @Nullable String> value) {
    return add(name, "text", String.class, value::apply);
  }

  /** A column of UUIDs. */
  public Columns<T> uuid(String name, Function<T, @Nullable UUID> value) {
    return add(name, "uuid", UUID.class, value::apply);
  }

  /** A column of times. */
  public Columns<T> time(String name, Function<T, @Nullable Instant> value) {
    return add(name, "timestamptz", OffsetDateTime.class, row -> atUtc(value.apply(row)));
  }

  /** A column of {@code bigint}. */
  public Columns<T> number(String name, Function<T, @Nullable Long> value) {
    return add(name, "bigint", Long.class, value::apply);
  }

  /** A column of {@code integer}. */
  public Columns<T> integer(String name, Function<T, @Nullable Integer> value) {
    return add(name, "integer", Integer.class, value::apply);
  }

  /** Times that a batch has for its rows, beside what the rows themselves say. */
  public Columns<T> and(String... beside) {
    times.addAll(List.of(beside));
    return this;
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
  public String names() {
    return Stream.concat(columns.stream().map(Column::name), times.stream())
        .collect(Collectors.joining(", "));
  }

  /** {@code unnest($1::uuid[], …) as i(message_id, …)}. */
  public String rows() {
    return rowsAfter(0);
  }

  /** The same where a statement has so many parameters before these. */
  public String rowsAfter(int before) {
    List<String> arrays = new ArrayList<>();
    for (Column<T> column : columns) {
      arrays.add("$" + (before + arrays.size() + 1) + "::" + column.type() + "[]");
    }
    for (int i = 0; i < times.size(); i++) {
      arrays.add("$" + (before + arrays.size() + 1) + "::timestamptz[]");
    }
    return "unnest(" + String.join(", ", arrays) + ") as i(" + names() + ")";
  }

  /** How many parameters of a statement these are. */
  public int count() {
    return columns.size() + times.size();
  }

  /** Binds one array per column, then what the batch has for its rows. */
  @SafeVarargs
  public final void bind(Statement statement, List<T> rows, Function<T, Instant>... beside) {
    bindAfter(0, statement, rows, beside);
  }

  /** The same where a statement has so many parameters before these. */
  @SafeVarargs
  public final void bindAfter(
      int before, Statement statement, List<T> rows, Function<T, Instant>... beside) {
    int index = before;
    for (Object array : arrays(rows)) {
      statement.bind(index++, array);
    }
    for (Function<T, Instant> time : beside) {
      Column<T> column =
          new Column<>("", "timestamptz", OffsetDateTime.class, row -> atUtc(time.apply(row)));
      statement.bind(index++, array(column, rows));
    }
  }

  /** One array per column, in their order. */
  public List<Object> arrays(List<T> rows) {
    return columns.stream().map(column -> array(column, rows)).toList();
  }

  private Object array(Column<T> column, List<T> rows) {
    // Array.set costs many times an assignment.
    @Nullable Object[] array = (Object[]) Array.newInstance(column.element(), rows.size());
    for (int i = 0; i < array.length; i++) {
      array[i] = column.value().apply(rows.get(i));
    }
    return array;
  }
}
