#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "actlab/results.hpp"
#include "data/plane.hpp"
#include "experiment/answer_readout.hpp"
#include "experiment/unit_readout.hpp"
#include "network/network.hpp"
#include "record/cell.hpp"
#include "record/cell_spools.hpp"
#include "record/output_spool.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// What is read out of a cell's trained networks, and of some in training: over the plane and over the rows of the
/// data, kept in spools until files are made of it. Lane groups may be read at the same time.
class CellReadout {
 public:
  /// `cell` must outlive the object. `directory` is where temporary files may be made; null: all is kept in memory.
  CellReadout(const Cell& cell, std::size_t replicates, const Recording& recording, const Directory* directory);

  /// Epochs of the snapshots; empty for data without a plane.
  [[nodiscard]] const std::vector<std::uint32_t>& snapshot_epochs() const { return snapshot_epochs_; }

  /// Reads a snapshot of the replicates first ... first+count-1, a lane each.
  template <class T>
  void take_snapshot(std::size_t snapshot, Network<T>& network, const TrainingData<T>& data, std::size_t first,
                     std::size_t count);

  /// Reads what the recording asks of trained networks.
  template <class T>
  void take_trained(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, std::size_t first,
                    std::size_t count);

  /// Sets what is known without the networks: epochs of snapshots, the plane's names and points.
  void describe(CellResult& result) const;

  /// What was read, part by part. The functions refer to the object and to `scalings`, one or one a replicate.
  [[nodiscard]] CellReadings readings(const std::vector<ModelScaling>& scalings) const;

 private:
  template <class T>
  void take_boundary(const Plane& plane, std::size_t frame, Network<T>& network, const TrainingData<T>& data,
                     std::size_t first, std::size_t count, OutputSpool& spool) const;
  template <class T>
  void take_neurons(Network<T>& network, const TrainingData<T>& data, std::size_t first, std::size_t count);
  template <class T>
  void take_predictions(Network<T>& network, const TrainingData<T>& data, std::size_t first, std::size_t count);

  void give_boundary(const Plane& plane, const OutputSpool& spool, std::size_t frame,
                     const std::vector<ModelScaling>& scalings, bool of_all, const Visit<Boundary>& visit) const;
  [[nodiscard]] Fit fit(const std::vector<ModelScaling>& scalings) const;
  void give_neurons(const Visit<NeuronMap>& visit) const;
  void give_predictions(const Visit<PredictionRow>& visit) const;
  void add_points(const Plane& plane, CellResult& result) const;

  const Cell& cell_;
  std::size_t replicates_;
  Split split_;  // replicate 0's, for drawing
  Plane plane_;
  Plane line_;                                  // of data of one input
  Plane map_plane_;                             // of neurons and snapshots
  std::vector<std::uint32_t> neuron_networks_;  // those whose units are mapped, ascending
  bool snapshots_of_all_;
  std::vector<std::uint32_t> snapshot_epochs_;
  std::optional<OutputSpool> boundary_;
  std::optional<OutputSpool> fit_;
  std::optional<OutputSpool> snapshots_;
  std::optional<OutputSpool> neurons_;
  std::optional<OutputSpool> predictions_;
  UnitReadout units_;
  AnswerReadout answers_;
};

}  // namespace actlab
