package io.minerstack.stacksupport.stacksecret;

import java.util.Arrays;
import java.util.List;

/** The header that has the secret of the services, and the form of {@code STACK_SECRET}. */
public final class StackSecretHeader {

    /** The header's name. */
    public static final String NAME = "X-Stack-Secret";

    private StackSecretHeader() {}

    /**
     * The secrets of a setting, of which the first is sent and all are accepted. Empty for a blank text.
     *
     * @param setting one secret, or two with a comma between them
     */
    public static List<String> secrets(String setting) {
        return setting.isBlank()
                ? List.of()
                : Arrays.stream(setting.split(",", -1)).map(String::strip).toList();
    }
}
