package io.minerstack.standalone.service;

import org.springframework.http.client.ReactorResourceFactory;

/**
 * Reactor Netty's global event loops and connections, which all services of this JVM share. A service that stops must
 * not close them: another one may still answer with them.
 */
class SharedReactorResources extends ReactorResourceFactory {

    @Override
    public void stop() {
        // the resources end with the JVM
    }

    @Override
    public void destroy() {
        // the resources end with the JVM
    }
}
