package io.minerstack.standalone.configuration;

/**
 * One environment variable.
 *
 * @param name the variable
 * @param defaultValue its value where nothing is set; empty for none
 * @param property the Spring property that it sets, empty for a variable that only scripts and containers read
 * @param text what it sets, in Markdown
 */
record Setting(String name, String defaultValue, String property, String text) {

    Setting withDefault(String other) {
        return new Setting(name, other, property, text);
    }
}
