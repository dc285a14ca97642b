#include "data/contour.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace actlab {

void ContourTracer::add(double x, double y, double value, const std::function<void(const Segment&)>& visit) {
  const std::size_t place = before_.size();
  before_.push_back({x, y, value});
  const std::size_t column = place % columns_;
  if (place < columns_ || column == 0) {
    if (place == 2 * columns_) before_.erase(before_.begin(), before_.begin() + static_cast<std::ptrdiff_t>(columns_));
    return;
  }
  const Point* below = before_.data() + place - columns_;
  trace({below[-1], below[0], before_[place], before_[place - 1]}, visit);
}

// Corners in a circle. The line enters and leaves through sides whose ends lie on different sides of the level.
void ContourTracer::trace(const Point (&corners)[4], const std::function<void(const Segment&)>& visit) const {
  if (!std::ranges::all_of(corners, [](const Point& corner) { return std::isfinite(corner.value); })) return;
  const auto above = [&](std::size_t corner) { return corners[corner % 4].value >= level_; };
  const auto crossing = [&](std::size_t side) {
    const Point& a = corners[side];
    const Point& b = corners[(side + 1) % 4];
    const double t = (level_ - a.value) / (b.value - a.value);
    return std::array{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
  };
  std::array<std::size_t, 4> crossed{};
  std::size_t count = 0;
  for (std::size_t side = 0; side < 4; ++side) {
    if (above(side) != above(side + 1)) crossed[count++] = side;
  }
  const auto join = [&](std::size_t from, std::size_t to) {
    const auto [x0, y0] = crossing(from);
    const auto [x1, y1] = crossing(to);
    visit({x0, y0, x1, y1});
  };
  if (count == 2) join(crossed[0], crossed[1]);
  if (count < 4) return;
  const double mean = (corners[0].value + corners[1].value + corners[2].value + corners[3].value) / 4;
  // Corners that are like the middle are joined through it, and the line cuts off the other two.
  const std::size_t cut_off = above(0) == (mean >= level_) ? 1 : 0;
  join(cut_off, (cut_off + 3) % 4);
  join((cut_off + 1) % 4, (cut_off + 2) % 4);
}

}  // namespace actlab
