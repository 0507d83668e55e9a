package io.minerstack.hop.call;

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Puts the request id and the tenant's hash of the current {@link Call} into the log context of whatever thread works for it. */
public class CallThreadLocal implements ThreadLocalAccessor<Call> {

    private static final ThreadLocal<@Nullable Call> CURRENT = new ThreadLocal<>();

    @Override
    public Object key() {
        return Call.CONTEXT_KEY;
    }

    @Override
    public @Nullable Call getValue() {
        return CURRENT.get();
    }

    @Override
    public void setValue(Call call) {
        CURRENT.set(call);
        MDC.put("request_id", call.requestId().value());
        MDC.put("tenant", call.tenant().hash());
    }

    @Override
    public void setValue() {
        CURRENT.remove();
        MDC.remove("request_id");
        MDC.remove("tenant");
    }

    /** Runs code that stands outside the reactive chain, such as an error handler, with a call's log context. */
    public static void runFor(Call call, Runnable code) {
        CallThreadLocal scope = new CallThreadLocal();
        Call before = scope.getValue();
        scope.setValue(call);
        try {
            code.run();
        } finally {
            if (before == null) {
                scope.setValue();
            } else {
                scope.setValue(before);
            }
        }
    }
}
