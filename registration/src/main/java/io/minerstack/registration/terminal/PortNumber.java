package io.minerstack.registration.terminal;

/** A port in a setting. */
public final class PortNumber {

    private static final int LARGEST = 65_535;

    private PortNumber() {}

    /** The port from 1 to {@value #LARGEST} that the text is; 0 for another text. */
    public static int parse(String text) {
        int number = text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : 0;
        return number <= LARGEST ? number : 0;
    }
}
