#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <set>

#include "activation/curve.hpp"
#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "command.hpp"
#include "figure/gnuplot.hpp"
#include "record/csv_writer.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab::cmd {
namespace {

namespace fs = std::filesystem;

struct CurvesFlags {
  std::string activation = "all";
  std::string range = "-5:5";
  std::string points = "201";
  std::string precision = "double";
  std::string out;
  std::string figures;
  std::string format = "png";
  std::string simd;
};

// The points from A to B, both included.
std::vector<double> read_points(const CurvesFlags& flags) {
  const std::size_t colon = std::min(flags.range.find(':'), flags.range.size());
  const auto low = text::parse_number(std::string_view(flags.range).substr(0, colon));
  const auto high = text::parse_number(std::string_view(flags.range).substr(std::min(colon + 1, flags.range.size())));
  constexpr double most = 3.4e38;  // the floats end a little beyond
  const bool allowed = low && high && -most <= *low && *low < *high && *high <= most;
  if (!allowed) {
    throw Error(ErrorKind::usage, "--range", text::quoted(flags.range) + " is not allowed",
                "give two numbers from -3.4e38 to 3.4e38, the smaller first, like -5:5");
  }
  constexpr std::int64_t most_points = 1'000'000;
  const auto count = text::parse_integer(flags.points);
  if (!count || *count < 2 || *count > most_points) {
    throw Error(ErrorKind::usage, "--points", text::quoted(flags.points) + " is not allowed",
                "give a whole number from 2 to 1000000");
  }
  std::vector<double> x;
  const auto intervals = static_cast<double>(*count - 1);
  for (std::int64_t i = 0; i < *count; ++i) {
    const auto at = static_cast<double>(i);
    x.push_back((*low * (intervals - at) + *high * at) / intervals);
  }
  return x;
}

std::string curves_csv(const std::vector<ActivationSpec>& specs, const std::vector<double>& x, bool single,
                       arithmetic::Target target) {
  std::string csv = "activation,x,value,derivative\n";
  for (const ActivationSpec& spec : specs) {
    const ActivationCurve curve =
        single ? activation_curve<float>(spec, x, target) : activation_curve<double>(spec, x, target);
    const auto append = [&](double number) {
      csv += ',';
      single ? text::append_number(csv, static_cast<float>(number)) : text::append_number(csv, number);
    };
    for (std::size_t i = 0; i < x.size(); ++i) {
      append_csv_field(csv, spec.text());
      append(x[i]);
      append(curve.value[i]);
      append(curve.slope[i]);
      csv += '\n';
    }
  }
  return csv;
}

// What the figures say under each panel.
void write_captions(const fs::path& path, const std::vector<ActivationSpec>& specs, std::size_t points) {
  CsvWriter out(path);
  for (const char* name : {"activation", "points", "name", "formula", "low", "high", "section", "citation"})
    out.text(name);
  out.end_row();
  for (const ActivationSpec& spec : specs) {
    const ActivationInfo& info = spec.info();
    out.text(spec.text());
    out.integer(static_cast<std::int64_t>(points));
    out.text(gnuplot_field(spec.formula ? info.name : spec.text()));
    out.text(gnuplot_field(info.formula));
    out.number(info.low);
    out.number(info.high);
    out.text(gnuplot_field(curve_section(info.kind)));
    out.text(gnuplot_field(info.citation));
    out.end_row();
  }
  out.commit();
}

void curves(const CurvesFlags& flags) {
  check_figure_format(flags.format);
  if (flags.precision != "float" && flags.precision != "double") {
    throw Error(ErrorKind::usage, "--precision", text::quoted(flags.precision) + " is not allowed",
                "allowed are float and double");
  }
  const std::vector<ActivationSpec> specs = read_activations(flags.activation);
  const std::vector<double> x = read_points(flags);
  const std::string csv = curves_csv(specs, x, flags.precision == "float", simd_target(flags.simd));
  if (!flags.out.empty()) write_file(flags.out, csv);
  if (flags.figures.empty()) {
    if (flags.out.empty()) fmt::print("{}", csv);
    return;
  }
  const fs::path directory = flags.figures;
  const Plotter plotter(directory, directory, flags.format);
  write_file(directory / "curves.csv", csv);
  write_captions(directory / "captions.csv", specs, x.size());
  plotter.draw({"curves.gp", "curves", {}, {}});
  plotter.draw({"curves-overlay.gp", "curves-overlay", {}, {}});
}

}  // namespace

std::vector<ActivationSpec> read_activations(const std::string& text) {
  std::vector<ActivationSpec> specs;
  if (text == "all") {
    for (const ActivationInfo& row : activations()) specs.push_back(parse_activation(row.name, "--activation"));
    return specs;
  }
  std::set<std::string> seen;
  for (const std::string& item : split_list(text)) {
    for (const std::string& layer : split_layers(item)) {
      ActivationSpec spec = parse_activation(layer, "--activation");
      if (seen.insert(spec.text()).second) specs.push_back(std::move(spec));
    }
  }
  return specs;
}

void add_curves(CLI::App& app, Action& action) {
  CLI::App* verb = app.add_subcommand("curves", "every activation and its derivative as CSV and figures");
  verb->footer(
      "Examples:\n"
      "  actlab curves --activation gelu,silu,mish --range -4:4 --figures results/curves\n"
      "  actlab curves --activation 'x*sigmoid(1.5*x)' --points 1001 --out curve.csv");
  const auto flags = std::make_shared<CurvesFlags>();
  verb->add_option("--activation", flags->activation, "names, with parameters, or formulas [all]")->type_name("LIST");
  verb->add_option("--range", flags->range, "first and last x [-5:5]")->type_name("A:B");
  verb->add_option("--points", flags->points, "points from A to B [201]")->type_name("N");
  verb->add_option("--precision", flags->precision, "arithmetic: float or double [double]")->type_name("TYPE");
  verb->add_option("--out", flags->out, "write the CSV here [standard output]")->type_name("FILE.csv");
  verb->add_option("--figures", flags->figures, "draw a panel for each and an overlay into this directory")
      ->type_name("DIR");
  verb->add_option("--format", flags->format, "of the figures: png, svg or pdf [png]")->type_name("FORMAT");
  add_simd_flag(*verb, flags->simd);
  verb->callback([&action, flags] { action = [flags] { curves(*flags); }; });
}

}  // namespace actlab::cmd
