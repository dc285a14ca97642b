#pragma once

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "arithmetic/elementary.hpp"
#include "arithmetic/philox.hpp"
#include "statistics/mean_interval.hpp"

namespace actlab::test {

/// How often the intervals of mean_interval.hpp cover the true mean of paired differences, and how wide they are.
struct Coverage {
  double covered = 0;  ///< share of the samples
  double width = 0;    ///< mean over the samples, relative to Student's
};

inline constexpr std::array<std::string_view, 3> interval_methods{"Student", "BCa", "bootstrap-t"};

struct CoverageRow {
  std::string_view differences;  ///< their distribution
  std::size_t n = 0;
  double level = 0;
  std::array<Coverage, interval_methods.size()> of_method;
};

struct Differences {
  std::string_view name;
  double (*draw)(arithmetic::RandomStream& stream);
  double mean;
};

inline double draw_normal(arithmetic::RandomStream& stream) { return stream.normal(); }

inline double draw_log_normal(arithmetic::RandomStream& stream) { return arithmetic::exp(stream.normal()); }

// Accuracies on 50 test rows: most pairs tie.
inline double draw_tied(arithmetic::RandomStream& stream) {
  const double u = stream.uniform();
  return u < 0.1 ? -0.02 : u < 0.7 ? 0.0 : u < 0.9 ? 0.02 : 0.04;
}

// One run in a hundred fails and loses half of its accuracy.
inline double draw_failing(arithmetic::RandomStream& stream) {
  const bool fails = stream.uniform() < 0.01;
  const double usual = 0.02 * stream.normal();
  return fails ? usual - 0.5 : usual;
}

inline const std::array<Differences, 4> distributions{{{"normal", draw_normal, 0},
                                                       {"log-normal", draw_log_normal, 1.6487212707001282},
                                                       {"tied", draw_tied, 0.006},
                                                       {"1 % of runs fail", draw_failing, -0.005}}};

using Method = Interval (*)(const std::vector<double>& values, double level);
inline const std::array<Method, interval_methods.size()> methods{student_interval, bca_interval, bootstrap_t_interval};

inline CoverageRow examine(std::uint32_t distribution, std::size_t n, double level, std::uint32_t samples) {
  const Differences& differences = distributions[distribution];
  CoverageRow row{differences.name, n, level, {}};
  for (std::uint32_t sample = 0; sample < samples; ++sample) {
    arithmetic::RandomStream stream(distribution, sample, arithmetic::Purpose::data);
    std::vector<double> values(n);
    for (double& value : values) value = differences.draw(stream);
    for (std::size_t m = 0; m < methods.size(); ++m) {
      const Interval interval = methods[m](values, level);
      row.of_method[m].covered += interval.low <= differences.mean && differences.mean <= interval.high ? 1 : 0;
      row.of_method[m].width += interval.high - interval.low;
    }
  }
  const double student_width = row.of_method.front().width;
  for (Coverage& coverage : row.of_method) {
    coverage.covered /= samples;
    coverage.width /= student_width;
  }
  return row;
}

/// The same numbers on every machine: samples are drawn by Philox, and computed by the arithmetic contract.
inline std::vector<CoverageRow> coverage_study() {
  std::vector<CoverageRow> rows;
  for (std::uint32_t distribution = 0; distribution < distributions.size(); ++distribution) {
    for (const std::size_t n : {16, 32, 128}) rows.push_back(examine(distribution, n, 0.95, 2000));
    for (const std::size_t n : {16, 32}) rows.push_back(examine(distribution, n, 0.995, 1000));
  }
  return rows;
}

/// The study as a table of Markdown.
inline std::string coverage_table(const std::vector<CoverageRow>& rows) {
  std::string out = "| differences | n | level |";
  for (const std::string_view method : interval_methods) out += fmt::format(" {} |", method);
  out += "\n| --- | --- | --- | --- | --- | --- |\n";
  for (const CoverageRow& row : rows) {
    out += fmt::format("| {} | {} | {:.1f} % |", row.differences, row.n, 100 * row.level);
    for (const Coverage& coverage : row.of_method) {
      out += fmt::format(" {:.1f} % ({:.2f}) |", 100 * coverage.covered, coverage.width);
    }
    out += "\n";
  }
  return out;
}

}  // namespace actlab::test
