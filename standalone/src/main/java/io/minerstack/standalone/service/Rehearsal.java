package io.minerstack.standalone.service;

import io.minerstack.standalone.process.Children;
import io.minerstack.standalone.process.Launch;
import io.minerstack.standalone.process.Signals;
import io.minerstack.standalone.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates the AOT caches for the next start while the services run: one service at a time, at the lowest CPU
 * priority.
 */
class Rehearsal {

    private final Settings settings;
    private final Children family;

    Rehearsal(Settings settings, Children family) {
        this.settings = settings;
        this.family = family;
    }

    /** Returns whether the service has an AOT cache now. Errors are in {@code rehearsal.log}. */
    boolean of(Service service, Map<String, String> environment) throws IOException, InterruptedException {
        FastStart next = FastStart.of(settings, service);
        next.clear();
        boolean all = true;
        for (List<String> step : next.steps()) {
            all = all && family.run(launch(step, service, environment)) == 0;
        }
        next.settle();
        return all;
    }

    private Launch launch(List<String> step, Service service, Map<String, String> environment) {
        Map<String, String> rehearsed = new HashMap<>(environment);
        // the rehearsal must not use the ports and the database of the running services
        service.ports().keySet().forEach(port -> rehearsed.put(port, "0"));
        rehearsed.put("DATABASE_MIGRATE", "false");
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(step);
        return new Launch("rehearsal", command, rehearsed, settings.data(), Signals.JVM);
    }
}
