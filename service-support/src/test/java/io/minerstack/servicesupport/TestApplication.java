package io.minerstack.servicesupport;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service of {@link TestServer}. */
@SpringBootApplication
class TestApplication {}
