package io.minerstack.servicesupport.context;

import io.minerstack.servicesupport.exception.Causes;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.util.context.Context;

/**
 * Logs errors that come after the end of their chain, such as a connection that breaks after the deadline. Reactor's
 * own line has the message, which can quote an address with a conversation id, and has no request id.
 */
final class DroppedErrors {

    private static final Logger log = LoggerFactory.getLogger(DroppedErrors.class);

    /** Reactor's key for a hook of one subscriber; its constant is not public. */
    private static final String HOOK = "reactor.onErrorDropped.local";

    private DroppedErrors() {}

    /** For errors of chains that belong to no request. */
    static void logAll() {
        Hooks.onErrorDropped(failure -> log(log, failure));
    }

    /** For errors of the chain of one request. */
    static Context logWithRequest(Context context, RequestContext request, Logger logger) {
        Consumer<Throwable> hook = failure -> LogContext.with(request, () -> log(logger, failure));
        return context.put(HOOK, hook);
    }

    private static void log(Logger logger, Throwable failure) {
        logger.info("error dropped after the end of its request: {}", Causes.inWords(failure));
    }
}
