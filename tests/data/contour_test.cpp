#include "data/contour.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace actlab;

namespace {

// Of a grid with lines 0, 1, 2 ... [rows][columns].
std::vector<Segment> contour(const std::vector<std::vector<double>>& values, double level) {
  ContourTracer tracer(values.front().size(), level);
  std::vector<Segment> segments;
  for (std::size_t row = 0; row < values.size(); ++row) {
    for (std::size_t column = 0; column < values[row].size(); ++column) {
      tracer.add(static_cast<double>(column), static_cast<double>(row), values[row][column],
                 [&](const Segment& segment) { segments.push_back(segment); });
    }
  }
  return segments;
}

}  // namespace

TEST_CASE("The line of a slope lies where its numbers reach the level") {
  const auto segments = contour({{0, 1, 2}, {0, 1, 2}, {0, 1, 2}, {0, 1, 2}}, 1.25);
  REQUIRE(segments.size() == 3);
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto [x0, y0, x1, y1] = segments[i];
    CHECK(x0 == 1.25);
    CHECK(x1 == 1.25);
    CHECK(std::min(y0, y1) == static_cast<double>(i));
    CHECK(std::max(y0, y1) == static_cast<double>(i + 1));
  }
}

TEST_CASE("The line around a cone is closed, as long as its circle, and at its radius") {
  constexpr std::size_t side = 101;
  ContourTracer tracer(side, 0.7);
  double length = 0;
  double enclosed = 0;  // by Green's theorem
  std::size_t pieces = 0;
  for (std::size_t row = 0; row < side; ++row) {
    for (std::size_t column = 0; column < side; ++column) {
      const double x = -1 + 0.02 * static_cast<double>(column);
      const double y = -1 + 0.02 * static_cast<double>(row);
      tracer.add(x, y, std::hypot(x, y), [&](const Segment& s) {
        CHECK(std::hypot(s.x0, s.y0) == Approx(0.7).margin(1e-4));
        CHECK(std::hypot(s.x1, s.y1) == Approx(0.7).margin(1e-4));
        length += std::hypot(s.x1 - s.x0, s.y1 - s.y0);
        enclosed += std::abs(s.x0 * s.y1 - s.x1 * s.y0) / 2;
        ++pieces;
      });
    }
  }
  CHECK(pieces > 200);
  CHECK(length == Approx(2 * 3.14159265 * 0.7).epsilon(1e-3));
  CHECK(enclosed == Approx(3.14159265 * 0.7 * 0.7).epsilon(1e-3));
}

TEST_CASE("At a saddle the middle decides which corners belong together") {
  // High corners at (0, 0) and (1, 1).
  const auto separates = [](const std::vector<Segment>& segments, double x, double y) {
    // Whether a piece cuts the corner off: both of its ends lie on the corner's sides.
    return std::ranges::any_of(segments,
                               [&](const Segment& s) { return (s.x0 == x || s.y0 == y) && (s.x1 == x || s.y1 == y); });
  };
  const auto low_middle = contour({{1, 0}, {0, 1}}, 0.6);
  REQUIRE(low_middle.size() == 2);
  CHECK(separates(low_middle, 0, 0));
  CHECK(separates(low_middle, 1, 1));
  CHECK(!separates(low_middle, 1, 0));
  const auto high_middle = contour({{1, 0}, {0, 1}}, 0.4);
  REQUIRE(high_middle.size() == 2);
  CHECK(separates(high_middle, 1, 0));
  CHECK(separates(high_middle, 0, 1));
  CHECK(!separates(high_middle, 0, 0));
}

TEST_CASE("Where a corner is not a number there is no line, and where all are on one side there is none") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(contour({{0, 1, nan}, {0, 1, 2}}, 0.5).size() == 1);
  CHECK(contour({{nan, 1}, {0, 1}}, 0.5).empty());
  CHECK(contour({{1, 1}, {1, 1}}, 0.5).empty());
  CHECK(contour({{1, 2}, {3, 4}}, 9).empty());
}
