package io.minerstack.llmproxy.provider;

import io.minerstack.servicesupport.secret.Secret;
import java.util.regex.Pattern;

/** Tells an API key from the text that stands for a key in examples, such as {@code sk-your-actual-api-key-here}. */
final class PlaceholderKey {

    private static final Pattern PLACEHOLDER = Pattern.compile("(?i)(sk-|gsk_|hf_)?"
            + "((<|\\{|\\$\\{|\\[).*|.*\\byour[-_ ].*(key|token|secret).*|.*\\b(api[-_ ]?)?key[-_ ]here"
            + "|your[-_ ]?(api[-_ ]?)?key"
            + "|(change|replace)[-_ ]?(me|this).*|insert[-_ ].*|placeholder.*|x{3,}|\\.{3}|…|\\*{3,})");

    private PlaceholderKey() {}

    static boolean isPlaceholder(Secret key) {
        return PLACEHOLDER.matcher(key.reveal().strip().replace('_', '-')).matches();
    }
}
