package io.minerstack.gateway.route;

import java.util.List;
import org.springframework.http.HttpHeaders;

/** Copies of the headers that the gateway passes on; others do not pass it. */
final class NamedHeaders {

    private NamedHeaders() {}

    /** Copies the headers of these names, with all their values, where they are present. */
    static void copy(List<String> names, HttpHeaders from, HttpHeaders to) {
        for (String name : names) {
            List<String> values = from.get(name);
            if (values != null) {
                to.put(name, values);
            }
        }
    }
}
