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

/** Prepares the next start of the services while this one serves: one after the other, and only with time that nobody else wants. */
class Rehearsal {

    private final Settings settings;
    private final Children family;

    Rehearsal(Settings settings, Children family) {
        this.settings = settings;
        this.family = family;
    }

    /** Returns whether there is a fast start now; what went wrong is in {@code rehearsal.log}. */
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
        // it must not touch what the real ones use
        service.ports().keySet().forEach(port -> rehearsed.put(port, "0"));
        rehearsed.put("DATABASE_MIGRATE", "false");
        List<String> command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(step);
        return new Launch("rehearsal", command, rehearsed, settings.data(), Signals.JVM);
    }
}
