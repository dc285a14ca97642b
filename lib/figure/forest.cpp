#include "figure/forest.hpp"

#include <array>
#include <cmath>

#include "arithmetic/elementary.hpp"
#include "figure/gnuplot.hpp"
#include "record/csv_writer.hpp"

namespace actlab {
namespace {

double shown(Scale scale, double value) { return scale == Scale::ratio ? 100 * arithmetic::expm1(value) : value; }

}  // namespace

void write_forest(const std::filesystem::path& path, const std::vector<ForestRow>& rows) {
  CsvWriter out(path);
  constexpr std::array<std::string_view, 15> columns{
      "panel",          "title",           "left",     "right",     "label",   "pooled", "estimate", "low", "high",
      "prediction_low", "prediction_high", "band_low", "band_high", "outcome", "note"};
  out.header(columns);
  for (const ForestRow& row : rows) {
    out.integer(static_cast<std::int64_t>(row.panel + 1));
    const std::string unit = row.scale == Scale::ratio ? ", %" : "";
    for (const std::string& text : {row.title + unit, row.left, row.right, row.label}) out.text(gnuplot_field(text));
    out.integer(row.pooled ? 1 : 0);
    const Interval prediction = row.prediction.value_or(Interval{std::nan(""), std::nan("")});
    for (const double value : {row.estimate, row.interval.low, row.interval.high, prediction.low, prediction.high,
                               0 - row.delta, row.delta}) {
      if (std::isfinite(value)) {
        out.number(shown(row.scale, value));
      } else {
        out.empty();
      }
    }
    out.text(std::string(outcome_name(row.outcome)));
    out.text(gnuplot_field(row.note));
    out.end_row();
  }
  out.commit();
}

}  // namespace actlab
