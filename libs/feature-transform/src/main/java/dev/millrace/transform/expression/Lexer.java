package dev.millrace.transform.expression;

import dev.millrace.transform.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts an expression into words, in one pass. */
final class Lexer {

    static final int MOST_CHARACTERS = 10_000;

    private static final Pattern WORD =
            Pattern.compile(
                    """
                    (?<name>[\\p{L}_][\\p{L}\\p{N}_]*)
                    |(?<number>(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?[dDlL]?)(?![\\p{L}\\p{N}_.])
                    |'(?<text>(?:[^'\\\\]|\'\')*+)'
                    |`(?<quoted>(?:[^`]|``)++)`
                    |(?<symbol>\\|\\||<=|>=|<>|!=|==|--|/\\*|[-+*/%()<>=,!])
                    """,
                    Pattern.COMMENTS);

    private Lexer() {}

    static List<Token> tokens(String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw new InvalidExpression(
                    "the expression has %,d characters; at most %,d are allowed"
                            .formatted(text.length(), MOST_CHARACTERS));
        }
        var tokens = new ArrayList<Token>();
        var matcher = WORD.matcher(text);
        int at = afterBlanks(text, 0);
        while (at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw strange(text, at);
            }
            tokens.add(token(matcher.toMatchResult(), at + 1));
            at = afterBlanks(text, matcher.end());
        }
        tokens.add(new Token(Kind.END, "", text.length() + 1));
        return tokens;
    }

    private static int afterBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static Token token(MatchResult match, int position) {
        if (match.group("name") != null) {
            return new Token(Kind.NAME, match.group("name"), position);
        }
        if (match.group("number") != null) {
            return new Token(Kind.NUMBER, match.group("number"), position);
        }
        if (match.group("text") != null) {
            return new Token(Kind.TEXT, match.group("text").replace("''", "'"), position);
        }
        if (match.group("quoted") != null) {
            return new Token(Kind.QUOTED_NAME, match.group("quoted").replace("``", "`"), position);
        }
        var symbol = match.group("symbol");
        if (symbol.equals("--") || symbol.equals("/*")) {
            throw new InvalidExpression(
                    "comments are not supported (position %d)".formatted(position));
        }
        return new Token(Kind.SYMBOL, symbol, position);
    }

    private static InvalidExpression strange(String text, int at) {
        var rest = text.substring(at, Math.min(text.length(), at + 20));
        var remedy =
                switch (rest.charAt(0)) {
                    case '"' -> "write text as 'text', an unusual column name as `name`";
                    case '\'' ->
                            "the text does not end, or has a backslash, which is not supported";
                    case '`' -> "the quoted name does not end";
                    default -> "a column with an unusual name goes into backticks";
                };
        return new InvalidExpression(
                "cannot be read from position %d on, \"%s\": %s".formatted(at + 1, rest, remedy));
    }
}
