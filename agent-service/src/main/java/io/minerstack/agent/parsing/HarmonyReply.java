package io.minerstack.agent.parsing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replies of gpt-oss in the Harmony format, which servers without the right parser send as text: messages with a
 * channel each, of which only {@code final} is for the user.
 */
final class HarmonyReply {

    private static final String HEADER = "(?:<\\|start\\|>[^<]{0,100})?<\\|channel\\|>\\s{0,3}(\\w{1,20})[^<]{0,200}"
            + "(?:<\\|constrain\\|>[^<]{0,40})?<\\|message\\|>";
    private static final Pattern MESSAGE = Pattern.compile(HEADER);
    /** The beginning of a header that the end of the reply cuts off. */
    private static final Pattern CUT_HEADER = Pattern.compile("(?:<\\|start\\|>\\w{0,20})?"
            + "(?:<\\|channel\\|>\\s{0,3}\\w{0,20}(?: to=[^<\\s]{0,100})?\\s{0,3}(?:<\\|constrain\\|>\\w{0,40})?)?"
            + "(?:<\\|?\\w{0,9}\\|?)?\\s{0,3}");

    private static final Pattern MESSAGE_END = Pattern.compile("<\\|(?:end|return|call)\\|>");
    private static final Pattern END_OR_MESSAGE = Pattern.compile(MESSAGE_END.pattern() + "|" + HEADER);
    private static final String FINAL = "final";

    /** Every header has it. */
    private static final String CHANNEL = "<|channel|>";

    private HarmonyReply() {}

    /**
     * The index after a message of another channel than {@code final}, or after the header of a final message.
     *
     * @return {@code from} if no message begins there; -1 if the message is cut off
     */
    static int skip(ReplyText reply, int from) {
        Matcher header = MESSAGE.matcher(reply.text());
        header.region(from, reply.length());
        if (!header.lookingAt()) {
            return isCutHeader(reply, from) ? -1 : from;
        }
        if (header.group(1).equals(FINAL)) {
            return header.end();
        }
        Matcher end = END_OR_MESSAGE.matcher(reply.text());
        for (int at = header.end(); end.find(at); at = end.end()) {
            if (!reply.code().contains(end.start()) && !reply.isMention(end.start(), end.end())) {
                return end.group(1) == null ? end.end() : end.start();
            }
        }
        return -1;
    }

    private static boolean isCutHeader(ReplyText reply, int from) {
        return (reply.text().startsWith("<|start|>", from) || reply.text().startsWith(CHANNEL, from))
                && CUT_HEADER.matcher(reply.text()).region(from, reply.length()).matches();
    }

    /**
     * The index after the header of the last final message, for replies whose first header is in the prompt.
     *
     * @return {@code from} if there is none
     */
    static int lastFinal(ReplyText reply, int from) {
        if (reply.text().indexOf(CHANNEL, from) < 0) {
            return from;
        }
        int answer = from;
        Matcher header = MESSAGE.matcher(reply.text());
        for (int at = from; header.find(at); at = header.end()) {
            boolean mention = header.start() > 0 && reply.text().charAt(header.start() - 1) == ' ';
            if (header.group(1).equals(FINAL) && !mention && !reply.code().contains(header.start())) {
                answer = header.end();
            }
        }
        return answer;
    }
}
