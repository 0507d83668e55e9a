package io.minerstack.agent.parsing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens with which chat templates begin and end turns, where a server sends them as text. A token counts only at
 * the start or the end of a reply, or where another turn begins after the token.
 */
final class ControlTokens {

    private static final int LONGEST = 80;
    private static final int LONGEST_STRIKE = 500;

    /** Any {@code <|name|>}, also with the wide bars of DeepSeek: each new model brings other names. */
    private static final String NAMED = "<[|｜][^\\s<>|｜]{2,40}[|｜]>";

    private static final Pattern START = Pattern.compile(
            "(?:<\\|start_header_id\\|>assistant<\\|end_header_id\\|>|<\\|start_of_role\\|>assistant<\\|end_of_role\\|>"
                    + "|" + NAMED + "(?:assistant\\b)?|<start_of_turn>(?:model\\b)?|<\\|turn>(?:model\\b)?|<bos>"
                    + "|\\[/INST\\]|\\[gMASK\\]<sop>)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ROLE_PREFIX =
            Pattern.compile("assistant:|(?:assistant|model|thought)[ \\t]*\\R", Pattern.CASE_INSENSITIVE);

    private static final String END = "(?:" + NAMED + "|</s>|<end_of_turn>|<eos>|<turn\\|>|\\[/INST\\])";
    private static final Pattern LAST = Pattern.compile(END + "$");
    private static final String TURN = "(?:<\\|im_start\\|>|<\\|start\\|>|<\\|start_header_id\\|>|<\\|start_of_role\\|>"
            + "|<\\|(?:user|system|assistant|observation)\\|>|<start_of_turn>|<\\|turn>|<｜User｜>"
            + "|<\\|START_OF_TURN_TOKEN\\|>|\\[INST\\])";
    private static final Pattern TURN_START = Pattern.compile(TURN);
    private static final Pattern ANY_END = Pattern.compile(END);
    private static final Pattern NEXT_TURN = Pattern.compile(
            "\\s{0,10}(?:" + TURN + "|(?:user|human|system|assistant)\\s{0,3}(?::|\\R))", Pattern.CASE_INSENSITIVE);

    private static final Pattern GLUED_ROLE = Pattern.compile("(?<=[.!?…。！？\"”)])(?:assistant|user)\\R\\R");

    private static final String HTML_STRIKE_END = "</s>";

    private ControlTokens() {}

    /** The index after the token with which a turn begins at {@code from}; {@code from} if there is none. */
    static int skipStart(ReplyText reply, int from) {
        Matcher start = START.matcher(reply.text());
        start.region(from, reply.length());
        if (start.lookingAt() && !reply.continuesSentence(start.end())) {
            return start.end();
        }
        Matcher role = ROLE_PREFIX.matcher(reply.text());
        role.region(from, reply.length());
        return role.lookingAt() ? role.end() : from;
    }

    /** The index at which the answer ends that begins at {@code from}. */
    static int answerEnd(ReplyText reply, int from) {
        return trimEnd(reply, from, firstTurnEnd(reply, from));
    }

    /** The first end of a turn within the text, if the model went on with another turn; else the text's length. */
    private static int firstTurnEnd(ReplyText reply, int from) {
        String text = reply.text();
        if (!reply.mayHaveMarkers(from)) {
            return text.length();
        }
        if (text.startsWith("{", from)) {
            // inside a JSON string such a token is data
            return text.length();
        }
        int firstTurn = firstTurnStart(reply, from);
        Matcher end = ANY_END.matcher(text);
        for (int at = from; end.find(at); at = end.end()) {
            int start = end.start();
            if (start >= firstTurn) {
                // the model goes on with a turn of the user, or the answer is about chat templates
                return endsSentence(reply, from, start) ? start : text.length();
            }
            if (reply.code().contains(start) || isHtml(text, from, start, end.end())) {
                continue;
            }
            Matcher next = NEXT_TURN.matcher(text);
            next.region(end.end(), text.length());
            boolean goesOn = next.lookingAt() && !reply.isMention(start, end.end());
            boolean ended = reply.followsSentence(start) && !reply.continuesSentence(end.end());
            if (goesOn || ended) {
                return start;
            }
        }
        return text.length();
    }

    private static int firstTurnStart(ReplyText reply, int from) {
        Matcher turn = TURN_START.matcher(reply.text());
        for (int at = from; turn.find(at); at = turn.end()) {
            if (!reply.code().contains(turn.start())) {
                return turn.start();
            }
        }
        return reply.length();
    }

    /** Where the name of the next role follows a sentence at once, because the server left out the token between. */
    static int gluedTurn(ReplyText reply, int from, int to) {
        Matcher role = GLUED_ROLE.matcher(reply.text()).region(from, to).useTransparentBounds(true);
        return role.find() ? role.start() : to;
    }

    private static int trimEnd(ReplyText reply, int from, int to) {
        String text = reply.text();
        int end = to;
        while (true) {
            while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            if (end == from || (text.charAt(end - 1) != '>' && text.charAt(end - 1) != ']')) {
                return end;
            }
            Matcher last = LAST.matcher(text);
            last.region(Math.max(from, end - LONGEST), end);
            if (!last.find() || isHtml(text, from, last.start(), end)) {
                return end;
            }
            int start = last.start();
            if (start > from && text.charAt(start - 1) == ' ' && !endsSentence(reply, from, start)) {
                return end;
            }
            end = start;
        }
    }

    /** Whether the text before a token, without white space, ends a sentence. */
    private static boolean endsSentence(ReplyText reply, int from, int start) {
        int before = start;
        while (before > from && Character.isWhitespace(reply.text().charAt(before - 1))) {
            before--;
        }
        return before > from && reply.followsSentence(before);
    }

    /** {@code </s>} is a token or closes struck-out text, which {@code <s>} opens. */
    private static boolean isHtml(String text, int from, int start, int end) {
        if (end - start != HTML_STRIKE_END.length() || !text.startsWith(HTML_STRIKE_END, start)) {
            return false;
        }
        String before = text.substring(Math.max(from, start - LONGEST_STRIKE), start);
        return before.lastIndexOf("<s>") > before.lastIndexOf(HTML_STRIKE_END);
    }
}
