package com.livemargs.whatsapp.processes;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.livemargs.whatsapp.events.Topics;
import com.livemargs.whatsapp.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What each service may do in Kafka: the table of the manual, as an administrator reads it. */
final class LeastRights {

  private static final String EVERY = "every service";
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  private final List<Row> rows = table().stream().map(Row::of).toList();
  private final boolean operators;

  private LeastRights(boolean operators) {
    this.operators = operators;
  }

  /** What a service needs whose operators' HTTP is off. */
  static LeastRights always() {
    return new LeastRights(false);
  }

  /** The same and what operators' HTTP needs. */
  static LeastRights withOperators() {
    return new LeastRights(true);
  }

  /**
   * A row of the table.
   *
   * @param on in words, without the names
   */
  private record Row(
      String service,
      String on,
      List<String> names,
      Set<AclOperation> always,
      Set<AclOperation> withOperators) {

    static Row of(String line) {
      List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
      String on = QUOTED.matcher(cells.get(2)).replaceAll("").replaceAll("[ ,]+$", "");
      return new Row(
          cells.get(1).replace("`", ""),
          on,
          quoted(cells.get(2)),
          operations(cells.get(3)),
          operations(cells.get(4)));
    }

    private static Set<AclOperation> operations(String cell) {
      return quoted(cell).stream().map(AclOperation::valueOf).collect(toUnmodifiableSet());
    }

    private static List<String> quoted(String cell) {
      return QUOTED.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    boolean isOf(Program program) {
      return service.equals(EVERY) || service.equals(program.title());
    }
  }

  private static List<String> table() {
    try {
      String manual = Files.readString(Program.root().resolve("docs/operations.md"));
      Matcher section =
          Pattern.compile("\n## Least rights\n(.*?)\n## ", Pattern.DOTALL).matcher(manual);
      if (!section.find()) {
        throw new IllegalStateException("docs/operations.md has no section \"Least rights\"");
      }
      return section.group(1).lines().filter(line -> line.startsWith("| ")).skip(2).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the broker let every service do what it may. */
  void allow(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createAcls(Program.SERVICES.stream().flatMap(this::rules).toList()).all().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The topics that a service has to do with. */
  Set<String> topics(Program program) {
    return rules(program)
        .map(AclBinding::pattern)
        .filter(resource -> resource.resourceType() == ResourceType.TOPIC)
        .map(ResourcePattern::name)
        .collect(toUnmodifiableSet());
  }

  private Stream<AclBinding> rules(Program program) {
    List<Row> own = rows.stream().filter(row -> row.isOf(program)).toList();
    return own.stream()
        .flatMap(
            row ->
                resources(row, own)
                    .flatMap(
                        resource ->
                            operations(row).map(operation -> rule(program, resource, operation))));
  }

  private Stream<AclOperation> operations(Row row) {
    return Stream.of(row.always(), operators ? row.withOperators() : Set.<AclOperation>of())
        .flatMap(Collection::stream);
  }

  static AclBinding rule(Program program, ResourcePattern resource, AclOperation operation) {
    String principal = "User:" + program.title();
    return new AclBinding(
        resource, new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW));
  }

  private static Stream<ResourcePattern> resources(Row row, List<Row> own) {
    return switch (row.on()) {
      case "topic", "topics", "consumed" -> named(row, LeastRights::topic);
      case "group", "groups" -> named(row, LeastRights::group);
      case "groups that begin with" ->
          named(row, name -> resource(ResourceType.GROUP, name, PatternType.PREFIXED));
      case "dead letters of these" -> deadLetters(own);
      case "each topic below" ->
          own.stream()
              .filter(other -> other != row)
              .flatMap(other -> resources(other, own))
              .filter(resource -> resource.resourceType() == ResourceType.TOPIC);
      default -> throw new IllegalStateException("not understood: " + row.on());
    };
  }

  private static Stream<ResourcePattern> deadLetters(List<Row> own) {
    return own.stream()
        .filter(row -> row.on().equals("consumed"))
        .flatMap(row -> row.names().stream())
        .flatMap(
            topic ->
                own.stream()
                    .filter(row -> row.on().matches("groups?"))
                    .flatMap(row -> row.names().stream())
                    .map(group -> topic(Topics.deadLetter(topic, group))));
  }

  private static Stream<ResourcePattern> named(
      Row row, Function<String, ResourcePattern> resource) {
    return row.names().stream().map(resource);
  }

  static ResourcePattern topic(String name) {
    return resource(ResourceType.TOPIC, name, PatternType.LITERAL);
  }

  static ResourcePattern group(String name) {
    return resource(ResourceType.GROUP, name, PatternType.LITERAL);
  }

  private static ResourcePattern resource(ResourceType type, String name, PatternType pattern) {
    return new ResourcePattern(type, name, pattern);
  }
}
