package io.minerstack.servicesupport.problem;

import java.util.Locale;

/** Property paths as the JSON names them: {@code input[0].userQuery} becomes {@code input[0].user_query}. */
final class SnakeCase {

    private SnakeCase() {}

    static String of(String propertyPath) {
        return propertyPath.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
