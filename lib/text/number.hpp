#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "actlab/api.hpp"

namespace actlab::text {

/// Shortest text that reads back as the same value, in the value's own precision: "0.1", "1e-07", "nan", "inf", "-inf".
/// The same on every machine and locale; NaN has no sign.
ACTLAB_API void append_number(std::string& out, double value);
ACTLAB_API void append_number(std::string& out, float value);
ACTLAB_API std::string number_text(double value);
ACTLAB_API std::string number_text(float value);

/// The whole of `text` as a number in C syntax ("-1.5e3", "nan", "inf"; a leading '+' is allowed), independent of
/// locale; nothing if any part is left over or the value is outside the range of double.
ACTLAB_API std::optional<double> parse_number(std::string_view text);
ACTLAB_API std::optional<std::int64_t> parse_integer(std::string_view text);

/// "1.2 GB", "35 MB", "4 kB": bytes for a reader.
ACTLAB_API std::string size_text(double bytes);

}  // namespace actlab::text
