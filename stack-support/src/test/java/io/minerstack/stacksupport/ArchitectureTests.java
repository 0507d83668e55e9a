package io.minerstack.stacksupport;

import io.minerstack.testsupport.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void followsTheArchitectureRules() {
        ArchitectureRules.check("io.minerstack.stacksupport");
    }
}
