#pragma once

#include <cstdint>
#include <vector>

#include "network/network.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// Which stacked row each lane reads at each step: [steps][lanes].
struct LaneRows {
  std::size_t steps = 0;
  std::vector<std::uint32_t> rows;
};

enum class Part { train, validation, test };
inline constexpr Part all_parts[] = {Part::train, Part::validation, Part::test};

const char* part_name(Part part);
const std::vector<std::uint32_t>& rows_of(const Split& split, Part part);

/// Rows [begin, begin + steps) of a part in the order of the split, a replicate per lane; lanes beyond the views repeat
/// the last one.
template <class T>
LaneRows lane_rows(const TrainingData<T>& data, Part part, std::size_t lanes, std::size_t begin, std::size_t steps);

/// The number of a part's rows, which is the same in every view.
template <class T>
std::size_t part_rows(const TrainingData<T>& data, Part part);

/// Copies the rows of `steps` steps from `begin` into the network's inputs and targets.
template <class T>
void load_rows(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, const LaneRows& rows,
               std::size_t begin, std::size_t steps);

/// The same of rows of a part, in the order of the split.
template <class T>
void load_part(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, Part part,
               std::size_t begin, std::size_t steps);

/// Mean loss, and accuracy (R^2 for regression), per lane; NaN for an empty part. Accuracy of multilabel data is the
/// share of labels that are right.
struct Score {
  std::vector<double> loss;
  std::vector<double> accuracy;
};

template <class T>
Score evaluate(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels, Part part);

}  // namespace actlab
