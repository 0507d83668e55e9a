package io.minerstack.servicesupport.figures;

import io.minerstack.servicesupport.exception.Causes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** Another service's figures: logs when they are lost and when they are back, and not each time in between. */
public final class FiguresSource {

    private final String service;
    private final Logger log;
    private final AtomicBoolean lost = new AtomicBoolean();

    /**
     * Belongs to the class that asks.
     *
     * @param service name of the service that is asked
     */
    public FiguresSource(String service, Logger log) {
        this.service = service;
        this.log = log;
    }

    /** The service gave its figures. */
    public void reached() {
        if (lost.compareAndSet(true, false)) {
            log.info("{}: figures are back", service);
        }
    }

    /** The service gave none; what stands in their place. */
    public ServiceFigures unreached(Throwable reason) {
        if (lost.compareAndSet(false, true)) {
            log.warn("{}: no figures: {}", service, Causes.inWords(reason));
        } else {
            log.debug("{}: no figures: {}", service, Causes.inWords(reason));
        }
        return ServiceFigures.unreached(service);
    }
}
