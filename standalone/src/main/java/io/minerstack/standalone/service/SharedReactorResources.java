package io.minerstack.standalone.service;

import org.springframework.http.client.ReactorResourceFactory;

/**
 * Reactor Netty's global event loops and connections, which all services of this JVM share. A service that stops must
 * not close them: another one may still answer with them.
 */
class SharedReactorResources extends ReactorResourceFactory {

    @Override
    public void destroy() {
        // closed with the JVM
    }
}
