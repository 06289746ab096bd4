"""Mail of a shop without a mail server is kept in files, where the README says that they are."""

from pathlib import Path

from storefront.settings.base import VAR_DIR


def test_mail_is_kept_below_the_data_folder_wherever_the_command_is_run(settings):
    assert Path(settings.EMAIL_FILE_PATH) == VAR_DIR / "mail"
    assert Path(settings.EMAIL_FILE_PATH).is_absolute()
