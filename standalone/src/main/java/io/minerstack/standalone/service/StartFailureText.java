package io.minerstack.standalone.service;

import io.minerstack.servicesupport.startup.StartFailureReporter;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Keeps what a failure analyzer said about the start that fails in this thread, for the terminal. */
class StartFailureText implements FailureAnalysisReporter {

    private static final ThreadLocal<@Nullable String> TEXT = new ThreadLocal<>();

    @Override
    public void report(FailureAnalysis analysis) {
        TEXT.set(StartFailureReporter.inOneLine(analysis));
    }

    /** The text of the last failure in this thread; null where no analyzer knew the failure. */
    static @Nullable String take() {
        String text = TEXT.get();
        TEXT.remove();
        return text;
    }
}
