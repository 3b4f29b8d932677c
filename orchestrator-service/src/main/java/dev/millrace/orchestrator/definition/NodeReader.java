package dev.millrace.orchestrator.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML or JSON into nodes that know their place. Built on the parser's events, not on its own
 * tree, so that depth and aliases are bounded before anything is built.
 */
final class NodeReader {

    private final Iterator<Event> events;
    private final Map<Anchor, Node> anchors = new HashMap<>();
    private final Mistakes mistakes;
    private final NodeBounds bounds = new NodeBounds();

    private NodeReader(String text, Mistakes mistakes) {
        var settings =
                LoadSettings.builder()
                        .setUseMarks(true)
                        .setCodePointLimit(DefinitionLimits.CHARACTERS)
                        .build();
        this.events = new Parse(settings).parseString(text).iterator();
        this.mistakes = mistakes;
    }

    /** The only document of the text; repeated names are added to the mistakes. */
    static Node read(String text, Mistakes mistakes) throws Unreadable {
        var start = new Place(1, 1);
        if (text.length() > DefinitionLimits.CHARACTERS) {
            throw new Unreadable(start, "the definition is longer than 1,048,576 characters");
        }
        // JSON allows tabs between its tokens, YAML does not.
        var readable = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        try {
            return new NodeReader(readable, mistakes).document();
        } catch (MarkedYamlEngineException e) {
            throw new Unreadable(place(e.getProblemMark()), syntax(e));
        } catch (YamlEngineException e) {
            throw new Unreadable(start, "is neither YAML nor JSON: " + e.getMessage());
        }
    }

    private static String syntax(MarkedYamlEngineException e) {
        var context = e.getContext() == null ? "" : " " + e.getContext();
        return "is neither YAML nor JSON: " + e.getProblem() + context;
    }

    private Node document() throws Unreadable {
        expect(StreamStartEvent.class);
        var start = events.next();
        if (!(start instanceof DocumentStartEvent)) {
            throw new Unreadable(new Place(1, 1), "the definition is empty");
        }
        var root = value(events.next(), 0);
        expect(DocumentEndEvent.class);
        var end = events.next();
        if (!(end instanceof StreamEndEvent)) {
            throw new Unreadable(place(end.getStartMark()), "only one document is allowed");
        }
        return root;
    }

    private void expect(Class<? extends Event> kind) {
        var event = events.next();
        if (!kind.isInstance(event)) {
            throw new IllegalStateException("expected %s, got %s".formatted(kind, event));
        }
    }

    private Node value(Event event, int depth) throws Unreadable {
        var place = place(event.getStartMark());
        bounds.depth(place, depth);
        bounds.count(place, 1);
        return switch (event) {
            case ScalarEvent scalar -> anchored(scalar.getAnchor(), scalar(scalar, place));
            case SequenceStartEvent sequence -> {
                refuseTag(sequence.getTag(), place);
                yield anchored(sequence.getAnchor(), sequence(place, depth));
            }
            case MappingStartEvent mapping -> {
                refuseTag(mapping.getTag(), place);
                yield anchored(mapping.getAnchor(), mapping(place, depth));
            }
            case AliasEvent alias -> followed(alias, place, depth);
            default -> throw new IllegalStateException("unexpected " + event);
        };
    }

    private Node followed(AliasEvent alias, Place place, int depth) throws Unreadable {
        var target = anchors.get(alias.getAlias());
        if (target == null) {
            throw new Unreadable(
                    place, "the alias *%s has no anchor before it".formatted(alias.getAlias()));
        }
        bounds.count(place, target.size());
        bounds.depth(place, depth + target.height());
        return target;
    }

    private Node anchored(Optional<Anchor> anchor, Node node) {
        anchor.ifPresent(name -> anchors.put(name, node));
        return node;
    }

    private Node sequence(Place place, int depth) throws Unreadable {
        List<Node> items = new ArrayList<>();
        int size = 1;
        for (var event = events.next(); !(event instanceof SequenceEndEvent); ) {
            var item = value(event, depth + 1);
            size += item.size();
            items.add(item);
            event = events.next();
        }
        return new Node.Sequence(place, items, size);
    }

    private Node mapping(Place place, int depth) throws Unreadable {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        int size = 1;
        for (var event = events.next(); !(event instanceof MappingEndEvent); ) {
            var key = place(event.getStartMark());
            var name = name(value(event, depth + 1));
            var value = value(events.next(), depth + 1);
            size += value.size();
            if (entries.putIfAbsent(name, new Node.Entry(key, value)) != null) {
                mistakes.add(
                        key, null, "the name '%s' occurs twice".formatted(Text.shortened(name)));
            }
            event = events.next();
        }
        return new Node.Mapping(place, entries, size);
    }

    private static String name(Node key) throws Unreadable {
        if (key instanceof Node.Scalar scalar && scalar.value() != null) {
            var name = scalar.value().toString();
            NodeBounds.name(key.place(), name);
            return name;
        }
        throw new Unreadable(key.place(), "a name must be text, not " + key.kind());
    }

    private static Node scalar(ScalarEvent event, Place place) throws Unreadable {
        var text = event.getValue();
        if (event.getTag().isPresent() && "tag:yaml.org,2002:str".equals(event.getTag().get())) {
            return new Node.Scalar(place, text);
        }
        refuseTag(event.getTag(), place);
        return new Node.Scalar(place, event.isPlain() ? PlainScalar.value(text) : text);
    }

    private static void refuseTag(Optional<String> tag, Place place) throws Unreadable {
        if (tag.isPresent() && !"!".equals(tag.get())) {
            throw new Unreadable(place, "the tag '%s' is not supported".formatted(tag.get()));
        }
    }

    private static Place place(Optional<? extends @Nullable Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1L, at.getColumn() + 1L))
                .orElse(new Place(1, 1));
    }
}
