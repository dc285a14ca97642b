#include "data/generators.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "actlab/error.hpp"
#include "arithmetic/elementary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

using arithmetic::cos;
using arithmetic::log;
using arithmetic::sin;
using std::numbers::pi;

constexpr std::size_t most_parts = 20;
constexpr double radius = 5;  // of the figures that TensorFlow Playground's sets fill

double between(const Uniform& uniform, double low, double high) { return uniform() * (high - low) + low; }

// From [d0, d1] to [r0, r1], in the form that Playground's scales use.
double rescale(double value, double d0, double d1, double r0, double r1) {
  const double t = (value - d0) / (d1 - d0);
  return r0 * (1 - t) + r1 * t;
}

double distance(double x0, double y0, double x1, double y1) {
  const double dx = x0 - x1;
  const double dy = y0 - y1;
  return std::sqrt(dx * dx + dy * dy);
}

// Marsaglia's polar method (1964); the second deviate is not used.
double normal(const Uniform& uniform, double mean, double variance) {
  for (;;) {
    const double v1 = 2 * uniform() - 1;
    const double v2 = 2 * uniform() - 1;
    const double s = v1 * v1 + v2 * v2;
    if (s > 1 || s == 0) continue;
    return mean + std::sqrt(variance) * (std::sqrt(-2 * log(s) / s) * v1);
  }
}

void add(Dataset& data, double x, double y, double target) {
  data.plane.push_back(x);
  data.plane.push_back(y);
  data.targets.push_back(target);
}

struct Point {
  double x;
  double y;
};

Point draw_point(const Draw& draw, double low, double high) {
  const double x = between(draw.uniform, low, high);
  const double y = between(draw.uniform, low, high);
  return {x, y};
}

// A uniform displacement of up to `reach` times the noise in each direction.
Point draw_noise(const Draw& draw, double reach) {
  const double x = between(draw.uniform, -reach, reach) * draw.noise;
  const double y = between(draw.uniform, -reach, reach) * draw.noise;
  return {x, y};
}

void circle(const Draw& draw, Dataset& data) {
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const bool inner = i < draw.samples / 2;
    const double r = inner ? between(draw.uniform, 0, radius * 0.5) : between(draw.uniform, radius * 0.7, radius);
    const double angle = between(draw.uniform, 0, 2 * pi);
    const double x = r * sin(angle);
    const double y = r * cos(angle);
    const Point noise = draw_noise(draw, radius);
    add(data, x, y, distance(x + noise.x, y + noise.y, 0, 0) < radius * 0.5);
  }
}

void exclusive_or(const Draw& draw, Dataset& data) {
  constexpr double padding = 0.3;
  for (std::size_t i = 0; i < draw.samples; ++i) {
    Point p = draw_point(draw, -radius, radius);
    p.x += p.x > 0 ? padding : -padding;
    p.y += p.y > 0 ? padding : -padding;
    const Point noise = draw_noise(draw, radius);
    add(data, p.x, p.y, (p.x + noise.x) * (p.y + noise.y) >= 0);
  }
}

void gauss(const Draw& draw, Dataset& data) {
  const double variance = rescale(draw.noise, 0, 0.5, 0.5, 4);
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const bool first = i < draw.samples / 2;
    const double centre = first ? 2 : -2;
    const double x = normal(draw.uniform, centre, variance);
    const double y = normal(draw.uniform, centre, variance);
    add(data, x, y, first);
  }
}

// One arm of a spiral of `turns` turns that begins at the angle `start`.
void spiral_arm(const Draw& draw, std::size_t points, double turns, double start, double target, Dataset& data) {
  const auto n = static_cast<double>(points);
  for (std::size_t k = 0; k < points; ++k) {
    const auto i = static_cast<double>(k);
    const double r = i / n * radius;
    const double angle = turns * i / n * 2 * pi + start;
    const double x = r * sin(angle) + between(draw.uniform, -1, 1) * draw.noise;
    const double y = r * cos(angle) + between(draw.uniform, -1, 1) * draw.noise;
    add(data, x, y, target);
  }
}

void spiral(const Draw& draw, Dataset& data) {
  spiral_arm(draw, draw.samples / 2, 1.75, 0, 1, data);
  spiral_arm(draw, draw.samples - draw.samples / 2, 1.75, pi, 0, data);
}

// The number of samples of part p when they are dealt out as evenly as can be.
std::size_t share_of(const Draw& draw, std::size_t p) {
  return draw.samples * (p + 1) / draw.parts - draw.samples * p / draw.parts;
}

void arms(const Draw& draw, Dataset& data) {
  for (std::size_t arm = 0; arm < draw.parts; ++arm) {
    const double start = 2 * pi * static_cast<double>(arm) / static_cast<double>(draw.parts);
    spiral_arm(draw, share_of(draw, arm), 1, start, static_cast<double>(arm), data);
  }
}

void rings(const Draw& draw, Dataset& data) {
  const double width = radius / static_cast<double>(draw.parts);
  for (std::size_t ring = 0; ring < draw.parts; ++ring) {
    const double inner = width * static_cast<double>(ring);
    for (std::size_t i = 0; i < share_of(draw, ring); ++i) {
      const double r = between(draw.uniform, inner, inner + 0.7 * width);
      const double angle = between(draw.uniform, 0, 2 * pi);
      const Point noise = draw_noise(draw, radius);
      add(data, r * sin(angle) + noise.x, r * cos(angle) + noise.y, static_cast<double>(ring));
    }
  }
}

void blobs(const Draw& draw, Dataset& data) {
  const double variance = rescale(draw.noise, 0, 0.5, 0.5, 4);
  for (std::size_t blob = 0; blob < draw.parts; ++blob) {
    const double angle = 2 * pi * static_cast<double>(blob) / static_cast<double>(draw.parts);
    for (std::size_t i = 0; i < share_of(draw, blob); ++i) {
      const double x = normal(draw.uniform, 3 * sin(angle), variance);
      const double y = normal(draw.uniform, 3 * cos(angle), variance);
      add(data, x, y, static_cast<double>(blob));
    }
  }
}

void moons(const Draw& draw, Dataset& data) {
  constexpr double scale = 3.5;
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const bool upper = i < draw.samples / 2;
    const double angle = between(draw.uniform, 0, pi);
    const double x = upper ? cos(angle) : 1 - cos(angle);
    const double y = upper ? sin(angle) : 0.5 - sin(angle);
    const Point noise = draw_noise(draw, radius);
    add(data, scale * (x - 0.5) + noise.x, scale * (y - 0.25) + noise.y, upper);
  }
}

void checkerboard(const Draw& draw, Dataset& data) {
  constexpr double cell = radius / 2;
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const Point p = draw_point(draw, -radius, radius);
    const Point noise = draw_noise(draw, radius);
    const auto column = static_cast<int>(std::floor((p.x + noise.x) / cell));
    const auto row = static_cast<int>(std::floor((p.y + noise.y) / cell));
    add(data, p.x, p.y, (column + row) % 2 == 0);
  }
}

void exams(const Draw& draw, Dataset& data) {
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const Point p = draw_point(draw, 20, 100);
    const Point noise = draw_noise(draw, 50);
    const Point judged{p.x + noise.x, p.y + noise.y};
    add(data, p.x, p.y, (judged.x + judged.y) / 2 >= 60 && judged.x >= 50 && judged.y >= 50);
  }
}

void multilabel_rings(const Draw& draw, Dataset& data) {
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const Point p = draw_point(draw, -radius, radius);
    const Point noise = draw_noise(draw, radius);
    data.plane.push_back(p.x);
    data.plane.push_back(p.y);
    for (int label = 0; label < 3; ++label) {
      const double angle = 2 * pi * label / 3;
      const double r = distance(p.x + noise.x, p.y + noise.y, 1.5 * sin(angle), 1.5 * cos(angle));
      data.targets.push_back(r >= 1.5 && r < 3.5);
    }
  }
}

void plane(const Draw& draw, Dataset& data) {
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const Point p = draw_point(draw, -6, 6);
    const Point noise = draw_noise(draw, 6);
    add(data, p.x, p.y, rescale((p.x + noise.x) + (p.y + noise.y), -10, 10, -1, 1));
  }
}

void gaussian_bumps(const Draw& draw, Dataset& data) {
  struct Bump {
    double x, y, sign;
  };
  constexpr std::array<Bump, 6> bumps{
      {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}}};
  for (std::size_t i = 0; i < draw.samples; ++i) {
    const Point p = draw_point(draw, -6, 6);
    const Point noise = draw_noise(draw, 6);
    double target = 0;
    for (const Bump& bump : bumps) {
      const double away = distance(p.x + noise.x, p.y + noise.y, bump.x, bump.y);
      const double height = away >= 2 ? 0 : rescale(away, 0, 2, 1, 0);
      if (height > std::abs(target)) target = bump.sign * height;
    }
    add(data, p.x, p.y, target);
  }
}

constexpr std::array<GeneratorInfo, 13> table{{
    {.name = "circle", .description = "a disc inside a ring (TensorFlow Playground)", .generate = circle},
    {.name = "xor",
     .description = "four quadrants, opposite ones alike (TensorFlow Playground)",
     .generate = exclusive_or},
    {.name = "gauss", .description = "two Gaussian clouds (TensorFlow Playground)", .generate = gauss},
    {.name = "spiral", .description = "two interleaved spirals (TensorFlow Playground)", .generate = spiral},
    {.name = "moons", .description = "two interleaved half circles", .generate = moons},
    {.name = "checkerboard", .description = "a board of four by four squares", .generate = checkerboard},
    {.name = "exams",
     .description = "two test scores; a pass is a mean of at least 60 and neither below 50",
     .low = 10,
     .high = 110,
     .standardize = true,
     .generate = exams},
    {.name = "rings",
     .task = Task::multiclass,
     .description = "concentric rings, a class each; rings:5 for five",
     .default_parts = 3,
     .generate = rings},
    {.name = "blobs",
     .task = Task::multiclass,
     .description = "Gaussian clouds around a circle, a class each; blobs:5 for five",
     .default_parts = 3,
     .generate = blobs},
    {.name = "arms",
     .task = Task::multiclass,
     .description = "a spiral of several arms, a class each; arms:5 for five",
     .default_parts = 3,
     .generate = arms},
    {.name = "multilabel-rings",
     .task = Task::multilabel,
     .description = "three overlapping rings; a point lies in none, some or all",
     .generate = multilabel_rings},
    {.name = "reg-plane",
     .task = Task::regression,
     .description = "a tilted plane (TensorFlow Playground)",
     .generate = plane},
    {.name = "reg-gauss",
     .task = Task::regression,
     .description = "six bumps up and down (TensorFlow Playground)",
     .generate = gaussian_bumps},
}};

std::size_t read_parts(const GeneratorInfo& info, std::string_view dataset) {
  const std::size_t colon = dataset.find(':');
  if (colon == std::string_view::npos) return info.default_parts;
  const auto parts = text::parse_integer(dataset.substr(colon + 1));
  const bool allowed = info.default_parts > 0 && parts && *parts >= 2 && *parts <= std::int64_t{most_parts};
  if (allowed) return static_cast<std::size_t>(*parts);
  throw Error(ErrorKind::usage, "`dataset`", text::quoted(dataset) + " cannot be read",
              info.default_parts > 0 ? "give a number from 2 to 20 after the colon"
                                     : std::string(info.name) + " takes no number");
}

void name_columns(const GeneratorInfo& info, const Draw& draw, Dataset& data) {
  data.feature_names = {"x", "y"};
  data.target_names = {"class"};
  if (info.task == Task::regression) data.target_names = {"value"};
  if (info.task == Task::multilabel) data.target_names = {"ring1", "ring2", "ring3"};
  if (info.task == Task::binary) data.classes = {"0", "1"};
  if (info.task == Task::multiclass) {
    for (std::size_t part = 0; part < draw.parts; ++part) data.classes.push_back(std::to_string(part));
  }
}

}  // namespace

std::span<const GeneratorInfo> generators() { return table; }

const GeneratorInfo* find_generator(std::string_view dataset) {
  const std::string_view name = dataset.substr(0, dataset.find(':'));
  const auto found = std::ranges::find(table, name, &GeneratorInfo::name);
  return found == table.end() ? nullptr : &*found;
}

Dataset generate(std::string_view dataset, std::size_t samples, double noise_percent, const Uniform& uniform) {
  const GeneratorInfo& info = *find_generator(dataset);
  const Draw draw{samples, noise_percent / 100, read_parts(info, dataset), uniform};
  Dataset data;
  data.name = dataset;
  data.task = info.task;
  data.rows = samples;
  data.standardize_by_default = info.standardize;
  name_columns(info, draw, data);
  info.generate(draw, data);
  data.inputs = InputTable(data.plane, 2);
  data.plane_names = data.feature_names;
  for (int axis = 0; axis < 2; ++axis) {
    data.plane_low[axis] = info.low;
    data.plane_high[axis] = info.high;
  }
  return data;
}

}  // namespace actlab
