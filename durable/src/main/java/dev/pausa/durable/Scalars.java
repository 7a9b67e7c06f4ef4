package dev.pausa.durable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values without an identity: they stand where they are used, as a list of the kind and the value. Numbers that JSON
 * does not have are texts.
 */
final class Scalars {
    private Scalars() {}

    static final String REFERENCE = "@";
    static final String RESOURCE = "R";
    static final String ENUM = "E";
    static final String VALUE = "V";

    /** What the codec is asked for, by the names in the data. */
    private static final Map<String, Class<?>> TYPES = new LinkedHashMap<>();

    static {
        for (Class<?> type : List.of(
                BigInteger.class,
                BigDecimal.class,
                UUID.class,
                URI.class,
                Locale.class,
                Currency.class,
                Instant.class,
                Duration.class,
                Period.class,
                LocalDate.class,
                LocalTime.class,
                LocalDateTime.class,
                OffsetTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                ZoneOffset.class,
                Year.class,
                YearMonth.class,
                MonthDay.class)) {
            TYPES.put(type.getSimpleName(), type);
        }
    }

    /** Returns a value as data, or null if it is an object. */
    static @Nullable List<@Nullable Object> encode(Codec codec, Object value) {
        if (value instanceof Boolean) {
            return list("Z", value);
        } else if (value instanceof Byte) {
            return list("B", ((Byte) value).intValue());
        } else if (value instanceof Short) {
            return list("S", ((Short) value).intValue());
        } else if (value instanceof Character) {
            return list("C", (int) (Character) value);
        } else if (value instanceof Integer) {
            return list("I", value);
        } else if (value instanceof Long) {
            return list("J", value.toString());
        } else if (value instanceof Float) {
            return list("F", value.toString());
        } else if (value instanceof Double) {
            return list("D", value.toString());
        } else if (value instanceof String) {
            return list("s", value);
        } else if (TYPES.get(value.getClass().getSimpleName()) == value.getClass()) {
            Object data = value instanceof Number ? value.toString() : codec.encode(value);
            return list(VALUE, value.getClass().getSimpleName(), data);
        }
        return null;
    }

    static List<@Nullable Object> list(@Nullable Object... elements) {
        return new ArrayList<@Nullable Object>(Arrays.asList(elements));
    }

    /** Returns the type of a value that is no object; throws if there is none of this kind. */
    static Class<?> type(List<?> value) {
        String kind = (String) value.get(0);
        return switch (kind) {
            case "Z" -> Boolean.class;
            case "B" -> Byte.class;
            case "S" -> Short.class;
            case "C" -> Character.class;
            case "I" -> Integer.class;
            case "J" -> Long.class;
            case "F" -> Float.class;
            case "D" -> Double.class;
            case "s" -> String.class;
            case VALUE -> typeOfValue(value);
            default -> throw SnapshotException.malformed("there is no kind of value " + kind);
        };
    }

    private static Class<?> typeOfValue(List<?> value) {
        Class<?> type = value.size() == 3 && value.get(1) instanceof String name ? TYPES.get(name) : null;
        if (type == null) {
            throw SnapshotException.malformed("there is no type of values " + value.get(1));
        }
        return type;
    }

    /** Returns a value that is no object. */
    static Object decode(Codec codec, List<?> value) {
        Class<?> type = type(value);
        Object data = value.get(value.size() - 1);
        try {
            return switch ((String) value.get(0)) {
                case "Z" -> (Boolean) data;
                case "B" -> ((Integer) data).byteValue();
                case "S" -> ((Integer) data).shortValue();
                case "C" -> (char) (int) (Integer) data;
                case "I" -> (Integer) data;
                case "J" -> Long.valueOf((String) data);
                case "F" -> Float.valueOf((String) data);
                case "D" -> Double.valueOf((String) data);
                case "s" -> (String) data;
                default -> type.cast(codec.decode(data, type));
            };
        } catch (RuntimeException wrong) {
            throw SnapshotException.malformed("a value of the kind " + value.get(0) + " is none: " + wrong, wrong);
        }
    }
}
