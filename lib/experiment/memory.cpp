#include "experiment/memory.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "actlab/error.hpp"
#include "data/principal_components.hpp"
#include "file/memory.hpp"
#include "network/kernels.hpp"
#include "network/layout.hpp"
#include "network/replicate_network.hpp"
#include "network/unit_network.hpp"
#include "text/number.hpp"
#include "training/answers.hpp"
#include "training/layout_choice.hpp"
#include "training/plan.hpp"

namespace actlab {
namespace {

constexpr double of_the_program = 14e6;     // code, tables, threads' caches
constexpr double of_a_thread = 1e6;         // stack and heap of its own
constexpr double of_a_cell = 6e3;           // its plan, label and record
constexpr double of_a_run = 600;            // its row as texts, until the journal has it
constexpr double of_a_layer_per_run = 160;  // vectors of a model
constexpr double most_of_a_spool = 4.2e6;   // in memory; above it is a file
constexpr double most_of_a_block = 1e6;     // numbers of all replicates at once
constexpr double block_points = 4096;

double number(std::size_t count) { return static_cast<double>(count); }

// What a cell takes, in bytes, by what it grows with.
struct CellMemory {
  double data = 0;     // of the cell as the engine reads it
  double models = 0;   // kept until they are written
  double outputs = 0;  // spools and blocks of what is read out
  double plane = 0;    // in which boundaries are drawn
  double group = 0;    // of one group of lanes in training
  double rows = 0;     // the part of it that grows with the data
  double groups = 1;
  const Dataset* dataset = nullptr;

  [[nodiscard]] double total() const { return data + models + outputs + plane + group; }
};

class CellEstimate {
 public:
  CellEstimate(const Cell& cell, double replicates, const Recording& recording, Layout layout)
      : plan_(*cell.plan),
        data_(*cell.dataset),
        recording_(recording),
        replicates_(replicates),
        float32_(plan_.precision == Precision::float32),
        lanes_(number(float32_ ? kernels<float>(layout).lanes : kernels<double>(layout).lanes)),
        block_rows_(
            number(layout.lanes == Lanes::units ? UnitNetwork<float>::most_rows : ReplicateNetwork<float>::most_rows)),
        width_(float32_ ? sizeof(float) : sizeof(double)),
        rows_(number(data_.rows)),
        columns_(number(data_.features() + data_.outputs())),
        parameters_(number(plan_.shape.parameters())) {}

  [[nodiscard]] CellMemory memory() const {
    return {.data = plan_.resplit ? 0 : prepared(1),
            .models = models(),
            .outputs = outputs(),
            .plane = plane(),
            .group = network() + diagnostics() + rows(),
            .rows = rows(),
            .groups = std::ceil(replicates_ / lanes_),
            .dataset = &data_};
  }

 private:
  [[nodiscard]] double rows() const { return orders() + (plan_.resplit ? prepared(lanes_) + drawn() : 0); }

  // Rows in the precision of training, and one view's targets as they are encoded.
  [[nodiscard]] double prepared(double views) const {
    return rows_ * (views * (columns_ * width_ + sizeof(std::uint32_t)) + number(data_.outputs()) * sizeof(double));
  }

  // Data sets of the lanes' own.
  [[nodiscard]] double drawn() const {
    return data_.generated ? lanes_ * rows_ * number(data_.features() + data_.target_columns() + 2) * sizeof(double)
                           : 0;
  }

  // Room for a block of rows in every layer, of all lanes.
  [[nodiscard]] double activations() const {
    double numbers = number(plan_.shape.inputs() + plan_.shape.outputs());
    for (const LayerShape& layer : plan_.shape.layers) {
      const double masks = plan_.dropout > 0 ? 2 * number(layer.units) : 0;
      const double drawn = layer.activation.draws_slopes() ? number(layer.width) : 0;
      numbers += 2 * number(layer.units) + 3 * number(layer.pre_activations) + masks + drawn;
    }
    return numbers * block_rows_ * lanes_ * width_;
  }

  // Weights, gradient, the optimizer's state, the weights of the best epoch; a network's parameters by themselves.
  [[nodiscard]] double network() const {
    const double copies = 2 + number(plan_.optimizer.info().state) + (plan_.stopping.patience > 0 ? 1 : 0);
    return copies * parameters_ * lanes_ * width_ + activations();
  }

  [[nodiscard]] double diagnostics() const {
    if (!recording_.layers && !recording_.layer_curves) return 0;
    double tallies = 0;
    for (const LayerShape& layer : plan_.shape.layers) {
      const double units = number(layer.units);
      tallies += 2 * units * width_ + (units <= 256 ? units * units * sizeof(double) : 0);
    }
    // Tallies are made anew for every measurement, and the allocator keeps some of what was freed.
    return 2 * parameters_ * lanes_ * width_ + activations() + 2 * tallies * lanes_;
  }

  // Of the training rows in an epoch.
  [[nodiscard]] double orders() const { return plan_.split.train_fraction * rows_ * lanes_ * sizeof(std::uint32_t); }

  // Before and after training, in double.
  [[nodiscard]] double models() const {
    if (!recording_.model && !recording_.neurons && !recording_.units) return 0;
    const double layers = 2 * number(plan_.shape.layers.size());
    return replicates_ * (2 * parameters_ * sizeof(double) + layers * of_a_layer_per_run);
  }

  // What a spool has in memory, and a block of its numbers with what is made of it.
  [[nodiscard]] double spool(double frames, double series, double points, double width, double bytes) const {
    const double inputs = number(data_.features());
    const double of_a_point = std::max(series * width, inputs);
    const double block = std::min(points, std::clamp(most_of_a_block / of_a_point, 1.0, block_points));
    const double whole = frames * series * points * width * bytes;
    return (whole <= most_of_a_spool ? whole : 0) + block * (series * (width + 1) + inputs) * sizeof(double);
  }

  [[nodiscard]] double outputs() const {
    const double outputs = number(plan_.shape.outputs());
    const auto resolution = static_cast<double>(recording_.boundary_resolution);
    const double points = resolution * resolution;
    double bytes = 0;
    if (recording_.predictions) {
      bytes = spool(1, replicates_, rows_, 1 + number(data_.target_columns()) + outputs, sizeof(double));
    }
    if (recording_.boundary) bytes += spool(1, replicates_, points, outputs, width_);
    if (recording_.boundary && data_.features() == 1) bytes += 2 * replicates_ * resolution * sizeof(double);
    if (recording_.snapshots > 0) {
      bytes += spool(static_cast<double>(recording_.snapshots), replicates_, map_points(), outputs, width_);
    }
    if (recording_.neurons) {
      const double networks =
          recording_.neurons_of_all ? replicates_ : number(std::max<std::size_t>(1, recording_.neurons_of.size()));
      bytes += spool(1, networks * number(plan_.shape.hidden_units()), map_points(), 1, width_);
    }
    return bytes + tables();
  }

  // What tables of units and classes are made of: a few numbers per unit and network, in a spool, and those of a group
  // of lanes as they are read.
  [[nodiscard]] double tables() const {
    const double classes = number(classes_in_tables(data_, plan_.split));
    double of_a_network = 0;
    if (recording_.units) {
      const double of_a_unit = (classes + 2 * number(UnitReading::most_samples)) * sizeof(double) + sizeof(UnitReading);
      of_a_network += number(plan_.shape.hidden_units()) * of_a_unit;
    }
    if (recording_.confusion) of_a_network += classes * classes * sizeof(double);
    if (recording_.mistakes && classes > 0) {
      of_a_network += number(Mistake::most) * (number(plan_.shape.outputs()) * sizeof(double) + sizeof(Mistake));
    }
    const double whole = replicates_ * of_a_network;
    return (whole <= most_of_a_spool ? whole : most_of_a_spool) + lanes_ * of_a_network;
  }

  [[nodiscard]] double map_points() const {
    return static_cast<double>(recording_.map_resolution) * static_cast<double>(recording_.map_resolution);
  }

  // Its points and those of the data.
  [[nodiscard]] double plane() const {
    if (!recording_.boundary && !recording_.neurons && recording_.snapshots == 0) return 0;
    const auto resolution = static_cast<double>(recording_.boundary_resolution);
    const bool components =
        recording_.boundary_plane == "pca" || (recording_.boundary_plane == "auto" && data_.plane.empty());
    return (2 * resolution * resolution + 2 * map_points() + 2 * rows_) * sizeof(double) +
           (components ? principal_axes_bytes(data_.features()) : 0);
  }

  const TrainingPlan& plan_;
  const Dataset& data_;
  const Recording& recording_;
  double replicates_;
  bool float32_;
  double lanes_;
  double block_rows_;
  double width_;
  double rows_;
  double columns_;
  double parameters_;
};

double bytes_of(const Dataset& data) {
  double bytes = number(data.inputs.bytes()) + number(data.targets.size() + data.plane.size()) * sizeof(double);
  for (const std::string& name : data.feature_names) bytes += number(sizeof name + name.capacity());
  return bytes;
}

double bytes_of_data(const std::vector<Cell>& cells) {
  std::set<const Dataset*> known;
  double bytes = 0;
  for (const Cell& cell : cells) {
    if (known.insert(cell.dataset.get()).second) bytes += bytes_of(*cell.dataset);
  }
  return bytes;
}

// The cells that are in memory together where the largest meet: one a thread.
std::vector<CellMemory> largest(const Experiment& experiment, const std::vector<Cell>& cells,
                                const RunOptions& options) {
  std::vector<CellMemory> memory;
  for (const Cell& cell : cells) {
    const Layout layout =
        choose_layout(*cell.plan, static_cast<std::size_t>(experiment.replicates), {options.target, options.lanes});
    const CellEstimate estimate(cell, static_cast<double>(experiment.replicates), experiment.recording, layout);
    const CellMemory own = estimate.memory();
    if (memory.size() == options.jobs && own.total() <= memory.back().total()) continue;
    if (memory.size() == options.jobs) memory.pop_back();
    const auto place = std::ranges::upper_bound(memory, own.total(), std::greater(), &CellMemory::total);
    memory.insert(place, own);
  }
  return memory;
}

// Cells share the rows that they learn from. Threads train lane groups of the cells in memory; all of the largest one's
// at worst, besides one of each other.
double peak(const std::vector<CellMemory>& cells, double threads) {
  double bytes = 0;
  double largest_group = 0;
  double groups = 0;
  std::map<const Dataset*, double> data;
  for (const CellMemory& cell : cells) {
    data[cell.dataset] = std::max(data[cell.dataset], cell.data);
    bytes += cell.models + cell.outputs + cell.plane;
    largest_group = std::max(largest_group, cell.group);
    groups += cell.groups;
  }
  for (const auto& [dataset, prepared] : data) bytes += prepared;
  return bytes + std::min(groups, threads) * largest_group;
}

struct Setting {
  double bytes;
  const char* where;
  const char* remedy;
};

// What takes the most, by the setting that changes it.
Setting largest_part(const std::vector<CellMemory>& cells, double data) {
  Setting parts[] = {{data, "`dataset`", "take fewer rows or columns"},
                     {0, "`replicates`", "take fewer, or leave model and units out of `record`"},
                     {0, "`replicates`", "take fewer, or a lower `boundary_resolution`"},
                     {0, "`boundary_plane`", "name two columns, or leave boundary out of `record`"},
                     {0, "`arch`", "take a smaller architecture, or fewer `jobs`"}};
  for (const CellMemory& cell : cells) {
    parts[0].bytes += cell.data + cell.rows;
    parts[1].bytes += cell.models;
    parts[2].bytes += cell.outputs;
    parts[3].bytes += cell.plane;
    parts[4].bytes += cell.group - cell.rows;
  }
  return *std::ranges::max_element(parts, {}, &Setting::bytes);
}

}  // namespace

double memory_of(const Experiment& experiment, const std::vector<Cell>& cells, const RunOptions& options,
                 std::size_t total) {
  const double records = number(total) * (of_a_cell + static_cast<double>(experiment.replicates) * of_a_run);
  return of_the_program + options.jobs * of_a_thread + bytes_of_data(cells) + records +
         peak(largest(experiment, cells, options), options.jobs);
}

void require_memory_for(const Experiment& experiment, const std::vector<Cell>& cells, const RunOptions& options) {
  const double data = bytes_of_data(cells);
  const double needed = memory_of(experiment, cells, options, cells.size());
  const double there =
      options.memory > 0 ? options.memory : available_memory() + data;  // the data are in memory already
  if (needed <= there) return;
  const Setting part = largest_part(largest(experiment, cells, options), data);
  throw Error(ErrorKind::usage, part.where,
              "the run would take about " + text::size_text(needed) + " of memory, and " + text::size_text(there) +
                  " are there",
              std::string(part.remedy) + ", or say by `memory` that there is more");
}

}  // namespace actlab
