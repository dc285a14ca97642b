#include "data/function_data.hpp"

#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include "activation/formula.hpp"
#include "actlab/error.hpp"
#include "arithmetic/elementary.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

constexpr std::string_view prefix = "fn:";

struct Interval {
  double from = -5;
  double to = 5;
};

// Takes ";from=-1" and ";to=1" out of the text.
Interval take_interval(std::string& text) {
  Interval interval;
  struct End {
    std::string_view name;
    double* value;
  };
  for (const End& end : {End{";from=", &interval.from}, End{";to=", &interval.to}}) {
    const std::size_t at = text.find(end.name);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + end.name.size();
    const std::size_t stop = std::min(text.find(';', begin), text.size());
    const auto number = text::parse_number(std::string_view(text).substr(begin, stop - begin));
    if (!number || !std::isfinite(*number)) {
      throw Error(ErrorKind::usage, "`dataset`", text::quoted(text.substr(at + 1, stop - at - 1)) + " is no number",
                  "give the interval like fn:sin(x);from=-1;to=1");
    }
    *end.value = *number;
    text.erase(at, stop - at);
  }
  if (interval.from < interval.to) return interval;
  throw Error(ErrorKind::usage, "`dataset`", "the interval of the function is empty", "give from below to");
}

// Box and Muller (1958).
double normal(const Uniform& uniform) {
  const double u1 = uniform();
  const double u2 = uniform();
  return std::sqrt(-2 * arithmetic::log(1 - u1)) * arithmetic::cos(2 * std::numbers::pi * u2);
}

void add_noise(Dataset& data, double share, const Uniform& uniform) {
  std::vector<std::uint32_t> rows(data.rows);
  for (std::size_t i = 0; i < data.rows; ++i) rows[i] = static_cast<std::uint32_t>(i);
  const double sd = fit_scaling(data.targets, 1, rows).sd[0];
  for (double& target : data.targets) target += share * sd * normal(uniform);
}

}  // namespace

bool is_function_data(std::string_view dataset) { return dataset.starts_with(prefix); }

Dataset function_data(std::string_view dataset, std::size_t samples, double noise_percent, const Uniform& uniform) {
  std::string text;
  for (const char c : dataset.substr(prefix.size())) {
    if (c != ' ') text += c;
  }
  const Interval interval = take_interval(text);
  const auto formula = std::make_shared<const Formula>(text, "`dataset`");
  Dataset data;
  data.name = dataset;
  data.task = Task::regression;
  data.rows = samples;
  data.feature_names = {"x"};
  data.target_names = {"y"};
  data.standardize_by_default = true;
  std::vector<double> points;
  for (std::size_t i = 0; i < samples; ++i) {
    const double u = uniform();
    points.push_back(interval.from * (1 - u) + interval.to * u);
  }
  data.targets = evaluate(*formula, points);
  data.function = [formula](double x) { return evaluate(*formula, {x}).front(); };
  data.inputs = InputTable(points, 1);
  for (std::size_t i = 0; i < samples; ++i) {
    if (std::isfinite(data.targets[i])) continue;
    throw Error(
        ErrorKind::bad_data, "`dataset`",
        text::quoted(text) + " is " + text::number_text(data.targets[i]) + " at x = " + text::number_text(points[i]),
        "choose an interval where it is finite, like ;from=0.1;to=5");
  }
  if (noise_percent > 0) add_noise(data, noise_percent / 100, uniform);
  return data;
}

}  // namespace actlab
