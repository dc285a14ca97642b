#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "actlab/results.hpp"
#include "network/network.hpp"
#include "training/training_data.hpp"

namespace actlab {

/// How one network classifies the test rows.
struct NetworkAnswers {
  ConfusionMatrix confusion;
  std::vector<Mistake> mistakes;  ///< Mistake::most at most, by rank; none of a network that diverged
};

/// Tables with a row per class have so many classes at most; one of 1,000 would fill a million rows per network.
inline constexpr std::size_t most_classes_in_tables = 100;

/// The classes that tables of test rows tell apart: those of a task of two or of several classes, up to
/// most_classes_in_tables; 0 for another task, more classes, or without test rows.
std::size_t classes_in_tables(const Dataset& data, const SplitRule& split);

/// The answers of the networks of lanes 0 ... count-1, whose first is the replicate `first_replicate`, for each lane's
/// test rows. The predicted class is the one that accuracy goes by: of several the first with the largest output, of
/// two the second from the threshold up. A mistake is the more certain the larger the output of the predicted class is,
/// of two classes the further the output is from the threshold; equal ones stand in the order of rows.
template <class T>
std::vector<NetworkAnswers> read_answers(Network<T>& network, const TrainingData<T>& data, const Kernels<T>& kernels,
                                         std::size_t count, std::uint32_t first_replicate);

}  // namespace actlab
