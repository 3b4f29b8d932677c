package dev.millrace.training.filter;

import dev.millrace.training.filter.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts a filter into tokens, and hands them out one by one. */
final class Tokens {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_./\\-]*");
    private static final Pattern OPERATOR = Pattern.compile("!=|<=|>=|=|<|>");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    Tokens(String text) {
        this.text = text;
        int at = 0;
        while (at < text.length()) {
            at = Character.isWhitespace(text.charAt(at)) ? at + 1 : cut(at);
        }
        tokens.add(new Token(Kind.END, "", text.length() + 1));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        var token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    Token take(Kind kind, String expected) {
        var token = take();
        if (token.kind() != kind) {
            throw FilterMistakes.expected(expected, token);
        }
        return token;
    }

    /** Takes the next token if it is this word. */
    boolean skip(String word) {
        boolean there = peek().is(word);
        if (there) {
            take();
        }
        return there;
    }

    private int cut(int at) {
        return switch (text.charAt(at)) {
            case '\'', '"' -> quoted(Kind.TEXT, at);
            case '`' -> quoted(Kind.KEY, at);
            case '(' -> add(Kind.OPEN, at, at + 1);
            case ')' -> add(Kind.CLOSE, at, at + 1);
            case ',' -> add(Kind.COMMA, at, at + 1);
            default -> matched(at);
        };
    }

    private int matched(int at) {
        int end = end(NUMBER, at);
        if (end > at) {
            return add(Kind.NUMBER, at, end);
        }
        end = end(WORD, at);
        if (end > at) {
            return add(Kind.WORD, at, end);
        }
        end = end(OPERATOR, at);
        if (end > at) {
            return add(Kind.OPERATOR, at, end);
        }
        throw FilterMistakes.at(
                at + 1,
                "\"%s\" means nothing here"
                        .formatted(new String(Character.toChars(text.codePointAt(at)))));
    }

    private int end(Pattern pattern, int at) {
        var matcher = pattern.matcher(text).region(at, text.length());
        return matcher.lookingAt() ? matcher.end() : at;
    }

    /** A quote inside is written twice. */
    private int quoted(Kind kind, int at) {
        char quote = text.charAt(at);
        var content = new StringBuilder();
        for (int index = at + 1; index < text.length(); index++) {
            char sign = text.charAt(index);
            if (sign != quote) {
                content.append(sign);
            } else if (index + 1 < text.length() && text.charAt(index + 1) == quote) {
                content.append(quote);
                index++;
            } else {
                tokens.add(new Token(kind, content.toString(), at + 1));
                return index + 1;
            }
        }
        throw FilterMistakes.at(at + 1, "the quote %s is never closed".formatted(quote));
    }

    private int add(Kind kind, int from, int to) {
        tokens.add(new Token(kind, text.substring(from, to), from + 1));
        return to;
    }
}
