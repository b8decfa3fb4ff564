import pytest

pytest.register_assert_rewrite("mediawharf.testing.blob_store_suite")
