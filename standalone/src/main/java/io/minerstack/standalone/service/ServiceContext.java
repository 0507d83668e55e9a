package io.minerstack.standalone.service;

import io.minerstack.servicesupport.client.InProcessServices;
import io.minerstack.servicesupport.exception.Causes;
import io.minerstack.standalone.inprocess.ServiceEndpoint;
import io.minerstack.standalone.inprocess.ServiceEndpointLifecycle;
import io.minerstack.standalone.inprocess.ServiceEndpoints;
import io.minerstack.standalone.logging.ServiceLogLevels;
import io.minerstack.standalone.settings.StartupException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.server.reactive.HttpHandler;

/** One service, started in a thread of its own that has the service's name. */
class ServiceContext {

    private final ServiceSpec spec;
    private final Callable<Map<String, String>> variables;
    private final CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
    private final Runnable ready;
    private final CompletableFuture<Void> firstFailure;
    private final SpringApplication application;

    /**
     * A service that is not started yet.
     *
     * @param variables gives the service's variables; may wait, as for the URL of a database that is being started
     * @param ready called when the service answers
     * @param firstFailure failed with a {@link StartupException} if the service can't start
     * @param endpoints where this service finds the others, and they find it; null where they use their ports
     */
    ServiceContext(
            ServiceSpec spec,
            Callable<Map<String, String>> variables,
            Runnable ready,
            CompletableFuture<Void> firstFailure,
            @Nullable ServiceEndpoints endpoints) {
        this.spec = spec;
        this.variables = variables;
        this.ready = ready;
        this.firstFailure = firstFailure;
        // before any service starts: its clients look for the endpoints of the others
        ServiceEndpoint own = endpoints == null ? null : endpoints.add(spec.name(), spec.port());
        this.application = new SpringApplicationBuilder(spec.application())
                .web(WebApplicationType.REACTIVE)
                .registerShutdownHook(false)
                .listeners(new ServiceLogLevels())
                .initializers(context -> addBeans((GenericApplicationContext) context, endpoints, own))
                .build();
        application.setMainApplicationClass(spec.application());
    }

    private static void addBeans(
            GenericApplicationContext context, @Nullable ServiceEndpoints endpoints, @Nullable ServiceEndpoint own) {
        context.registerBean(ReactorResourceFactory.class, SharedReactorResources::new);
        if (endpoints != null && own != null) {
            context.registerBean(InProcessServices.class, () -> endpoints);
            context.registerBean(
                    ServiceEndpointLifecycle.class,
                    () -> new ServiceEndpointLifecycle(own, context.getBean(HttpHandler.class)));
        }
    }

    String name() {
        return spec.name();
    }

    void start() {
        Thread.ofPlatform().name(spec.name()).start(this::run);
    }

    /** Completes when the service answers; fails with a {@link StartupException} that gives the reason. */
    CompletableFuture<ConfigurableApplicationContext> started() {
        return started;
    }

    private void run() {
        try {
            application.setEnvironment(ServiceEnvironment.of(variables.call(), properties()));
            started.complete(application.run());
            ready.run();
        } catch (StartupException failure) {
            fail(failure);
        } catch (Exception failure) {
            String said = StartFailureText.take();
            Throwable root = Causes.root(failure);
            String reason = said != null ? said : root.getClass().getSimpleName() + ": " + root.getMessage();
            fail(new StartupException(spec.name() + " does not start: " + reason, failure));
        }
    }

    private void fail(StartupException failure) {
        started.completeExceptionally(failure);
        firstFailure.completeExceptionally(failure);
    }

    private Map<String, Object> properties() {
        return Map.of(
                "spring.config.location",
                ServiceVariables.settings(spec.application()),
                OwnAutoConfigurations.PROPERTY,
                String.join(",", spec.foreign()),
                // every service has its own registry: in the global one, all would count into all
                "management.metrics.use-global-registry",
                "false",
                "management.metrics.system.diskspace.paths",
                spec.data().toString());
    }

    /** Stops the service in the order of its life cycle. Waits for a start that is under way. */
    void close() {
        started.handle((context, failure) -> context)
                .thenAccept(ServiceContext::close)
                .join();
    }

    private static void close(@Nullable ConfigurableApplicationContext context) {
        if (context != null) {
            context.close();
        }
    }
}
