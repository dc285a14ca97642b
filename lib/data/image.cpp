#include "data/image.hpp"

#include <algorithm>
#include <string_view>

#include "text/number.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_pixels = 100'000;

std::optional<std::size_t> place(std::string_view digits) {
  const auto number = text::parse_integer(digits);
  if (!number || *number < 0 || *number >= static_cast<std::int64_t>(most_pixels)) return std::nullopt;
  return static_cast<std::size_t>(*number);
}

// Of pixel_ROW_COLUMN.
std::optional<ImagePlan::Pixel> named_by_place(std::string_view name) {
  constexpr std::string_view stem = "pixel_";
  const std::size_t between = name.rfind('_');
  if (!name.starts_with(stem) || between < stem.size()) return std::nullopt;
  const auto y = place(name.substr(stem.size(), between - stem.size()));
  const auto x = place(name.substr(between + 1));
  return y && x ? std::optional(ImagePlan::Pixel{*y, *x}) : std::nullopt;
}

// Of pixelN in images of the shape.
std::optional<ImagePlan::Pixel> named_by_number(std::string_view name, const ImageShape& shape) {
  constexpr std::string_view stem = "pixel";
  if (!name.starts_with(stem)) return std::nullopt;
  const auto number = place(name.substr(stem.size()));
  if (!number || *number < 1 || *number > shape.rows * shape.columns) return std::nullopt;
  return ImagePlan::Pixel{(*number - 1) / shape.columns, (*number - 1) % shape.columns};
}

}  // namespace

std::optional<ImagePlan> image_plan(const Dataset& data) {
  ImagePlan plan{data.image.rows, data.image.columns, {}};
  const bool shaped = plan.rows > 0 && plan.columns > 0;
  for (const std::string& name : data.feature_names) {
    const auto pixel = shaped ? named_by_number(name, data.image) : named_by_place(name);
    if (!pixel) return std::nullopt;
    plan.rows = std::max(plan.rows, pixel->y + 1);
    plan.columns = std::max(plan.columns, pixel->x + 1);
    plan.pixels.push_back(*pixel);
  }
  const bool is_picture = plan.rows >= 2 && plan.columns >= 2 && plan.rows * plan.columns <= most_pixels;
  return is_picture && !plan.pixels.empty() ? std::optional(std::move(plan)) : std::nullopt;
}

}  // namespace actlab
