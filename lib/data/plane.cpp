#include "data/plane.hpp"

#include <algorithm>
#include <cmath>

#include "actlab/error.hpp"
#include "data/principal_components.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

struct Range {
  double low;
  double high;
};

Range widened_range(const std::vector<double>& values) {
  const auto [low, high] = std::ranges::minmax(values);
  const double margin = 0.1 * (high - low);
  return {low - margin, high + margin};
}

// So many numbers from the low end of a range to its high one, rounded to decimal places a hundredth of their distance
// or finer, which keeps files short.
std::vector<double> grid_lines(Range range, std::size_t resolution) {
  const auto steps = static_cast<double>(resolution - 1);
  const double finest = (range.high - range.low) / steps / 100;
  constexpr double most_digits = 1e15;
  double per_unit = 1;
  while (per_unit * finest < 1 && per_unit < most_digits) per_unit *= 10;
  std::vector<double> lines;
  for (std::size_t i = 0; i < resolution; ++i) {
    const double line = range.low + (range.high - range.low) * (static_cast<double>(i) / steps);
    const double rounded = std::round(line * per_unit) / per_unit;
    lines.push_back(per_unit < most_digits && std::abs(line) * per_unit < most_digits ? rounded : line);
  }
  return lines;
}

void lay_grid(Plane& plane, Range x, Range y, std::size_t resolution) {
  const std::vector<double> columns = grid_lines(x, resolution);
  for (const double row : grid_lines(y, resolution)) {
    plane.x.insert(plane.x.end(), columns.begin(), columns.end());
    plane.y.insert(plane.y.end(), resolution, row);
  }
}

void use_own_plane(const Dataset& dataset, std::size_t resolution, Plane& plane) {
  plane.x_name = dataset.plane_names[0];
  plane.y_name = dataset.plane_names[1];
  lay_grid(plane, {dataset.plane_low[0], dataset.plane_high[0]}, {dataset.plane_low[1], dataset.plane_high[1]},
           resolution);
  plane.add_inputs = [functions = dataset.plane_functions](double x, double y, std::vector<double>& inputs) {
    for (const auto function : functions) inputs.push_back(function(x, y));
  };
  for (std::size_t row = 0; row < dataset.rows; ++row) {
    plane.row_x.push_back(dataset.plane[2 * row]);
    plane.row_y.push_back(dataset.plane[2 * row + 1]);
  }
}

// inputs = mean + sd (x a + y b), in each feature.
void use_axes(const Dataset& dataset, const Scaling& scaling, const PrincipalAxes& axes, std::size_t resolution,
              Plane& plane) {
  const std::size_t features = dataset.features();
  std::vector<double> numbers(features);
  for (std::size_t row = 0; row < dataset.rows; ++row) {
    dataset.inputs.read_row(row, numbers.data());
    double x = 0;
    double y = 0;
    for (std::size_t f = 0; f < features; ++f) {
      const double standardised = (numbers[f] - scaling.mean[f]) / scaling.sd[f];
      x += standardised * axes.first[f];
      y += standardised * axes.second[f];
    }
    plane.row_x.push_back(x);
    plane.row_y.push_back(y);
  }
  lay_grid(plane, widened_range(plane.row_x), widened_range(plane.row_y), resolution);
  plane.add_inputs = [scaling, axes](double x, double y, std::vector<double>& inputs) {
    for (std::size_t f = 0; f < scaling.mean.size(); ++f) {
      const double standardised = x * axes.first[f] + y * axes.second[f];
      inputs.push_back(scaling.mean[f] + scaling.sd[f] * standardised);
    }
  };
}

std::size_t find_feature(const Dataset& dataset, std::string_view name) {
  const auto found = std::ranges::find(dataset.feature_names, name);
  if (found != dataset.feature_names.end()) return static_cast<std::size_t>(found - dataset.feature_names.begin());
  throw Error(ErrorKind::usage, "`boundary_plane`", "no input is called " + text::quoted(name),
              text::suggestion(name, dataset.feature_names));
}

// Two features in their own units, the others at their means.
void use_columns(const Dataset& dataset, const Scaling& scaling, const std::string& spec, std::size_t resolution,
                 Plane& plane) {
  const std::size_t comma = spec.find(',');
  const std::size_t a = find_feature(dataset, spec.substr(0, comma));
  const std::size_t b = find_feature(dataset, spec.substr(comma + 1));
  const std::size_t features = dataset.features();
  plane.x_name = dataset.feature_names[a];
  plane.y_name = dataset.feature_names[b];
  for (std::size_t row = 0; row < dataset.rows; ++row) {
    plane.row_x.push_back(dataset.inputs[row * features + a]);
    plane.row_y.push_back(dataset.inputs[row * features + b]);
  }
  lay_grid(plane, widened_range(plane.row_x), widened_range(plane.row_y), resolution);
  plane.add_inputs = [mean = scaling.mean, a, b](double x, double y, std::vector<double>& inputs) {
    const std::size_t begin = inputs.size();
    inputs.insert(inputs.end(), mean.begin(), mean.end());
    inputs[begin + a] = x;
    inputs[begin + b] = y;
  };
}

}  // namespace

Plane make_plane(const Dataset& dataset, const std::vector<std::uint32_t>& train_rows, const std::string& spec,
                 std::size_t resolution) {
  Plane plane;
  if (spec == "auto" && !dataset.plane.empty()) {
    use_own_plane(dataset, resolution, plane);
    return plane;
  }
  if (dataset.features() < 2) return plane;
  const Scaling scaling = fit_scaling(dataset.inputs, train_rows);
  if (spec != "auto" && spec != "pca") {
    use_columns(dataset, scaling, spec, resolution, plane);
    return plane;
  }
  plane.x_name = "principal component 1";
  plane.y_name = "principal component 2";
  use_axes(dataset, scaling, principal_axes(dataset.inputs, scaling, train_rows), resolution, plane);
  return plane;
}

void check_plane(const Dataset& dataset, const std::string& spec) {
  const std::size_t comma = spec.find(',');
  if (comma == std::string::npos) return;
  find_feature(dataset, spec.substr(0, comma));
  find_feature(dataset, spec.substr(comma + 1));
}

std::vector<double> Plane::inputs(std::size_t first, std::size_t count) const {
  std::vector<double> out;
  for (std::size_t point = first; point < first + count; ++point) add_inputs(x[point], y[point], out);
  return out;
}

Plane make_line(const Dataset& dataset, std::size_t resolution) {
  Plane line;
  line.x_name = dataset.feature_names.front();
  line.y_name = dataset.target_names.front();
  line.add_inputs = [](double x, double, std::vector<double>& inputs) { inputs.push_back(x); };
  for (std::size_t row = 0; row < dataset.rows; ++row) {
    line.row_x.push_back(dataset.inputs[row]);
    line.row_y.push_back(dataset.targets[row * dataset.target_columns()]);
  }
  const auto [low, high] = std::ranges::minmax(line.row_x);
  line.x = grid_lines({low, high}, resolution);
  line.y.assign(resolution, 0);
  return line;
}

Plane with_resolution(const Plane& plane, std::size_t resolution) {
  Plane out;
  out.x_name = plane.x_name;
  out.y_name = plane.y_name;
  out.add_inputs = plane.add_inputs;
  lay_grid(out, {plane.x.front(), plane.x.back()}, {plane.y.front(), plane.y.back()}, resolution);
  return out;
}

}  // namespace actlab
