package io.minerstack.servicesupport;

import io.minerstack.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        ArchitectureRules.check("io.minerstack.servicesupport");
    }
}
