package io.minerstack.agent.answer;

/** How far down the ladder a reply had to be read: the first is what was asked for, the last is nothing at all. */
public enum ParseStrategy {
    /** The whole reply is the JSON object. */
    JSON,
    /** The object in a code fence. */
    FENCED,
    /** The object somewhere in other text. */
    EMBEDDED,
    /** The object with mistakes that do not change its meaning. */
    TOLERANT,
    /** The object broken or cut off: its complete parts. */
    SALVAGED,
    /** Plain text. */
    PLAIN,
    /** Nothing to show to anybody. */
    UNUSABLE
}
