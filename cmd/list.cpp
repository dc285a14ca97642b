#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "activation/table.hpp"
#include "actlab/error.hpp"
#include "command.hpp"
#include "data/catalogue.hpp"
#include "data/features.hpp"
#include "data/generators.hpp"
#include "network/initializer.hpp"
#include "network/loss.hpp"
#include "terminal.hpp"
#include "text/number.hpp"
#include "text/suggest.hpp"
#include "training/optimizer.hpp"

namespace actlab::cmd {
namespace {

using Row = std::vector<std::string>;

void print_table(const std::vector<Row>& rows) {
  for (const std::string& line : aligned(rows, rows.front().size())) fmt::print("{}\n", line);
}

// Three lines a row: what it is, its derivative, and where it comes from.
void list_activations() {
  for (const ActivationInfo& row : activations()) {
    std::string name(row.name);
    for (const ActivationParameter& parameter : row.parameters) {
      name += fmt::format(":{}={}", parameter.name, text::number_text(parameter.default_value));
    }
    const std::string also = row.aliases.empty() ? "" : fmt::format("; also called {}", row.aliases);
    fmt::print("{}{}\n", padded(name, 24), row.formula);
    fmt::print("{}derivative {}\n", padded("", 24), row.derivative);
    fmt::print("{}range {:.4g} to {:.4g}; init {}; {}{}\n", padded("", 24), row.low, row.high, row.initializer,
               row.citation, also);
  }
}

void list_datasets() {
  std::vector<Row> rows{{"NAME", "TASK", "WHAT"}};
  for (const GeneratorInfo& row : generators()) {
    rows.push_back({std::string(row.name), std::string(task_name(row.task)), std::string(row.description)});
  }
  for (const BundledInfo& row : bundled_datasets()) {
    rows.push_back({std::string(row.name), "from the file", std::string(row.description)});
  }
  rows.push_back(
      {"FILE.csv", "from the file", "your own table; the last column is the target unless --target says otherwise"});
  rows.push_back({"*images-idx3-ubyte", "multiclass", "images in MNIST's format, the labels' file beside it; .gz too"});
  print_table(rows);
}

void list_initializers() {
  std::vector<Row> rows{{"NAME", "WEIGHTS", "SOURCE"}};
  for (const InitializerInfo& row : initializers()) {
    rows.push_back({std::string(row.name), std::string(row.formula), std::string(row.citation)});
  }
  print_table(rows);
}

void list_optimizers() {
  std::vector<Row> rows{{"NAME", "UPDATE", "SOURCE"}};
  for (const OptimizerInfo& row : optimizers()) {
    rows.push_back({std::string(row.name), std::string(row.formula), std::string(row.citation)});
  }
  print_table(rows);
}

void list_losses() {
  std::vector<Row> rows{{"NAME", "FORMULA", "DEFAULT FOR", "SOURCE"}};
  for (const LossInfo& row : losses()) {
    rows.push_back(
        {std::string(row.name), std::string(row.formula), std::string(row.default_for), std::string(row.citation)});
  }
  print_table(rows);
}

void list_features() {
  std::vector<Row> rows{{"NAME", "FOR"}, {"all", "every column of the data"}, {"a column's name, or #1", "any data"}};
  for (const FeatureFormula& row : feature_formulas())
    rows.push_back({std::string(row.name), "data of two numeric columns"});
  print_table(rows);
}

struct Listing {
  const char* name;
  void (*print)();
};
constexpr std::array<Listing, 6> listings{{{"activations", list_activations},
                                           {"datasets", list_datasets},
                                           {"features", list_features},
                                           {"initializers", list_initializers},
                                           {"losses", list_losses},
                                           {"optimizers", list_optimizers}}};

void list(const std::string& what) {
  std::vector<std::string> known;
  for (const Listing& listing : listings) known.emplace_back(listing.name);
  const auto chosen = std::ranges::find(known, what);
  if (chosen == known.end()) {
    throw Error(ErrorKind::usage, {}, what.empty() ? "what to list is not given" : "cannot list " + text::quoted(what),
                "allowed are " + text::enumeration(known));
  }
  listings[static_cast<std::size_t>(chosen - known.begin())].print();
}

}  // namespace

void add_list(CLI::App& app, Action& action) {
  CLI::App* verb =
      app.add_subcommand("list", "what there is: activations, datasets, features, initializers, losses, optimizers");
  const auto what = std::make_shared<std::string>();
  verb->add_option("WHAT", *what, "activations, datasets, features, initializers, losses or optimizers");
  verb->callback([&action, what] { action = [what] { list(*what); }; });
}

}  // namespace actlab::cmd
