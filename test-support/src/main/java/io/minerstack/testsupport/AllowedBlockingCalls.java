package io.minerstack.testsupport;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Blocking calls of libraries that BlockHound must not report: each is short, and most happen once per JVM. */
public class AllowedBlockingCalls implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // a lock while Jackson builds the reader or the writer of a type, for microseconds
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.deser.DeserializerCache", "_createAndCacheValueDeserializer");
        builder.allowBlockingCallsInside(
                "tools.jackson.databind.ser.SerializerCache", "addAndResolveNonTypedSerializer");
        // a login with a password reads the system's random numbers
        builder.allowBlockingCallsInside("io.r2dbc.postgresql.authentication.SASLAuthenticationHandler", "handle");
        // a lock while Netty's buffer allocator adapts to more threads, for microseconds
        builder.allowBlockingCallsInside(
                "io.netty.buffer.AdaptivePoolingAllocator$MagazineGroup", "tryExpandMagazines");
        // the first invalid request loads the validation messages from their jar
        builder.allowBlockingCallsInside(
                "org.hibernate.validator.resourceloading.PlatformResourceBundleLocator", "getResourceBundle");
        // a lock of Lettuce around each command, for microseconds; an error thrown inside leaves it locked for ever
        for (String method : List.of("incrementWriters", "decrementWriters", "doExclusive")) {
            builder.allowBlockingCallsInside("io.lettuce.core.protocol.SharedLock", method);
        }
        // the first logger of Spring looks for the logging library in the jars
        builder.allowBlockingCallsInside("org.apache.commons.logging.LogFactory", "getFactory");
    }
}
