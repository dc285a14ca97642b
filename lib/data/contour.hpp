#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace actlab {

/// A piece of a line.
struct Segment {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
};

/// Traces where numbers on a grid reach a level, square by square (marching squares: Maple 2003), with linear
/// interpolation along the sides of a square. At a saddle the mean of the four corners decides which of them belong
/// together. A square with a corner that is not finite has no line.
class ContourTracer {
 public:
  /// Of a grid with so many points in a row.
  ContourTracer(std::size_t columns, double level) : columns_(columns), level_(level) {}

  /// Takes the grid's next point, row by row, and gives the pieces of line of the square that it completes.
  void add(double x, double y, double value, const std::function<void(const Segment&)>& visit);

 private:
  struct Point {
    double x;
    double y;
    double value;
  };

  void trace(const Point (&corners)[4], const std::function<void(const Segment&)>& visit) const;

  std::size_t columns_;
  double level_;
  std::vector<Point> before_;  // the last points, a row and one more
};

}  // namespace actlab
