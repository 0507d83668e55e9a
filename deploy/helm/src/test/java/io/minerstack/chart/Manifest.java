package io.minerstack.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of a rendered object, read by dotted paths such as {@code spec.template.spec}. */
record Manifest(Map<?, ?> yaml) {

    /** The value at the path, or null if there is none. */
    @Nullable
    Object at(String path) {
        Object value = yaml;
        for (String key : path.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    /** The text at the path; a missing value fails. */
    String text(String path) {
        Object value = at(path);
        if (value == null) {
            throw new AssertionError(path + " is missing in " + yaml);
        }
        return value.toString();
    }

    /** The object at the path; empty if there is none. */
    Manifest part(String path) {
        return at(path) instanceof Map<?, ?> map ? new Manifest(map) : new Manifest(Map.of());
    }

    /** The objects of the list at the path; empty if there is none. */
    List<Manifest> parts(String path) {
        List<Manifest> parts = new ArrayList<>();
        if (at(path) instanceof List<?> list) {
            list.forEach(item -> parts.add(new Manifest((Map<?, ?>) item)));
        }
        return parts;
    }

    String kind() {
        return text("kind");
    }

    String name() {
        return text("metadata.name");
    }

    /** Kind and name, for messages. */
    String id() {
        return kind() + "/" + name();
    }

    /** The entries of the object at the path; empty if there is none. */
    Map<String, Object> map(String path) {
        Map<String, Object> map = new TreeMap<>();
        part(path).yaml().forEach((key, value) -> map.put(key.toString(), value));
        return map;
    }

    /** The component that the labels at the path name; a missing label fails. */
    String component(String path) {
        Object component = map(path).get("app.kubernetes.io/component");
        if (component == null) {
            throw new AssertionError(path + " of " + id() + " names no component");
        }
        return component.toString();
    }

    /** The template of the pods of a workload, or a pod itself; null for other kinds. */
    @Nullable
    Manifest pod() {
        return switch (kind()) {
            case "Deployment", "StatefulSet", "Job" -> part("spec.template");
            case "Pod" -> this;
            default -> null;
        };
    }

    /** All containers of a pod, those that run first included. */
    static List<Manifest> containers(Manifest pod) {
        return Stream.concat(pod.parts("spec.initContainers").stream(), pod.parts("spec.containers").stream())
                .toList();
    }
}
