package io.minerstack.servicesupport.problem;

import java.util.Locale;

/** Java's property paths as the wire writes them: {@code input[0].userQuery} is {@code input[0].user_query} there. */
final class SnakeCase {

    private SnakeCase() {}

    static String of(String propertyPath) {
        return propertyPath.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
