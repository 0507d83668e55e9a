package io.minerstack.monitoring;

import static io.minerstack.monitoring.MonitoringFiles.RULES;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert of the rules. One name may have several rules, such as the windows of a burn rate.
 *
 * @param goesOn how long it fires after its query found nothing any more, such as {@code 3m}; empty for no time
 */
record AlertRule(String name, Path file, String goesOn, Map<String, String> labels, Map<String, String> annotations) {

    static List<AlertRule> all() {
        List<AlertRule> alerts = new ArrayList<>();
        for (Path file : MonitoringFiles.files(RULES, ".yml")) {
            for (YamlNode rule : rules(file)) {
                if (rule.at("alert") != null) {
                    alerts.add(new AlertRule(
                            rule.text("alert"),
                            file,
                            rule.text("keep_firing_for", ""),
                            rule.part("labels").entries(),
                            rule.part("annotations").entries()));
                }
            }
        }
        return alerts;
    }

    /** Queries of the recording rules of a file by the name of their series. */
    static Map<String, String> recordings(Path file) {
        Map<String, String> recordings = new LinkedHashMap<>();
        for (YamlNode rule : rules(file)) {
            if (rule.at("record") != null) {
                recordings.put(rule.text("record"), rule.text("expr"));
            }
        }
        return recordings;
    }

    /** Every query of the rules of a file. */
    static List<String> queries(Path file) {
        return rules(file).stream().map(rule -> rule.text("expr")).toList();
    }

    private static List<YamlNode> rules(Path file) {
        return MonitoringFiles.yaml(file).parts("groups").stream()
                .flatMap(group -> group.parts("rules").stream())
                .toList();
    }
}
